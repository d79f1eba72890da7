import { describe, expect, it } from "vitest";
import type { LinesChart } from "../../../src/sweep/curves/linesChart.ts";
import { columnWidths, drawLines } from "../../../src/sweep/figures/drawFigures.ts";

const x = Float64Array.of(1, 2, 3, 4);

function chart(changes: Partial<LinesChart>): LinesChart {
  return {
    title: "Loss",
    x: { title: "epoch", isLog: false, range: [1, 4], ticks: [1, 4].map((at) => ({ at, text: `e${at}` })) },
    y: { title: "", isLog: true, range: [0.1, 10], ticks: null },
    lines: [{ color: "#0a6fd0", isDashed: false, x, y: Float64Array.of(4, 2, 1, 0.5), band: null }],
    legend: { title: "lr", entries: [{ name: "0.1", color: "#0a6fd0" }] },
    note: "",
    width: "one",
    ...changes,
  };
}

/** The places of the path that is drawn in a color. */
function placesOf(svg: string, color: string): readonly (readonly number[])[] {
  const path = svg.match(/<path [^>]*>/g)?.find((one) => one.includes(`stroke="${color}"`)) ?? "";
  const moves = (/ d="M([^"]*)"/.exec(path)?.[1] ?? "").split("L");
  return moves.map((move) => move.split(",").map(Number));
}

describe("a chart of lines for a paper", () => {
  it("has title, axes, legend and note, as wide as a column", () => {
    for (const width of ["one", "two"] as const) {
      const svg = drawLines(chart({ width, note: "Dashed: training." }));
      expect(svg).toMatch(new RegExp(`^<svg [^>]*width="${columnWidths[width]}"`));
      for (const text of ["Loss", "epoch", "e1", "e4", "lr", "0.1", "Dashed: training."]) {
        expect(svg).toContain(`>${text}</text>`);
      }
    }
  });

  it("puts values where their axes have them: halves are equally far apart on a log axis", () => {
    const places = placesOf(drawLines(chart({})), "#0a6fd0");
    const steps = places.slice(1).map(([, y = NaN], i) => y - (places[i]?.[1] ?? NaN));
    expect(places).toHaveLength(4);
    expect(Math.max(...steps) - Math.min(...steps)).toBeLessThan(0.01);
    expect(steps[0]).toBeGreaterThan(0);
  });

  it("dashes what is trained on, fills bands, and leaves a gap for a value that is missing", () => {
    const band = { low: Float64Array.of(3, 1, 0.5, 0.2), high: Float64Array.of(5, 3, 2, 1) };
    const y = Float64Array.of(4, NaN, 1, 0.5);
    const svg = drawLines(chart({ lines: [{ color: "#c14f00", isDashed: true, x, y, band }] }));
    expect(svg).toMatch(/stroke-dasharray="4,2.5"/);
    expect(svg).toMatch(/fill="#c14f00"/);
    expect(
      /<path [^>]*stroke="#c14f00"[^>]*d="([^"]*)"|<path d="([^"]*)"[^>]*stroke="#c14f00"/.exec(svg)?.join(""),
    ).toMatch(/M.*M/);
  });

  it("draws hostile names as text", () => {
    const svg = drawLines(chart({ title: "</text><script>alert(1)</script>" }));
    expect(svg).not.toContain("<script>");
  });
});
