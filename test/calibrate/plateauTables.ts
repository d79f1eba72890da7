import { settling } from "../../src/numerics/plateau/settling.ts";
import { levelling, moving, simulateCurvature } from "./curvature.ts";
import { noiseCells, type NoiseCell } from "./simulate.ts";

const ewmaAlpha = 0.3;
const points = 240;

/** Seeds that no two cells share. */
function seedOf(cell: number, run: number): number {
  return 1_000_003 * (cell + 1) + run;
}

function plateaus(
  of: (t: number) => number,
  cell: NoiseCell,
  { index, runs }: { index: number; runs: number },
): number[] {
  return Array.from({ length: runs }, (_, run) => {
    const { t, y } = simulateCurvature(of, { ...cell, points, seed: seedOf(index, run) });
    return settling(t, y, ewmaAlpha).t;
  }).filter((time) => time !== null);
}

/** Tables of curvature plateaus: found where there is one, and where there is none. */
export function plateauTables(runs: number): string {
  const found = Object.entries(levelling).map(([name, { of, settles }]) => [
    name,
    ...noiseCells.map((cell, index) => {
      const times = plateaus(of, cell, { index, runs });
      const errors = times.map((time) => Math.abs(time - settles)).sort((one, other) => one - other);
      return `${percent(times.length, runs)}, ${errors[errors.length >> 1]?.toFixed(2) ?? ""}`;
    }),
  ]);
  const wrong = Object.entries(moving).map(([name, of]) => [
    name,
    ...noiseCells.map((cell, index) => percent(plateaus(of, cell, { index, runs }).length, runs)),
  ]);
  return [
    table("Plateaus of a curvature that levels off: found, median error in epochs", found),
    table("False plateaus", wrong),
  ].join("\n\n");
}

function percent(count: number, total: number): string {
  return ((100 * count) / total).toFixed(1);
}

function table(title: string, rows: readonly (readonly string[])[]): string {
  const head = ["", ...noiseCells.map(({ phi, sigma }) => `phi ${phi}, sd ${sigma}`)];
  const lines = [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`);
  return `## ${title}\n\n${lines.join("\n")}`;
}
