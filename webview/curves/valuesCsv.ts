import Papa from "papaparse";
import type { DrawnLine } from "./curveLines.ts";

/** What a chart draws: a row a point; of groups with the band and the number of runs. */
export function valuesCsv(lines: readonly DrawnLine[]): string {
  const rows = lines.flatMap(({ name, isDashed, x, y, band }) =>
    [...x].map((place, i) => ({
      name,
      part: isDashed ? "train" : "main",
      x: place,
      y: y[i],
      ...(band === null ? {} : { low: band.low[i], high: band.high[i], n: band.n[i] }),
    })),
  );
  return Papa.unparse(rows, {
    columns: ["name", "part", "x", "y", "low", "high", "n"],
    newline: "\n",
    escapeFormulae: true,
  });
}
