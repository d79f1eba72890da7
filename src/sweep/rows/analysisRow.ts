import { aiccPrefix, measureColumns, settingPrefix, windowPrefix } from "../table/columnIds.ts";
import { doubts, measures, stageOf, verdicts, type SettingValue, type SweepRow } from "../table/sweepRow.ts";
import { isLost, pathOf } from "./cells.ts";
import type { RunRow } from "./runRow.ts";

/** A row of the table of runs as the statistics of a sweep read it. */
export function analysisRow(row: RunRow): SweepRow {
  const { cells } = row;
  const number = (id: string): number | null => {
    const cell = cells[id];
    return typeof cell === "number" && Number.isFinite(cell) ? cell : null;
  };
  return {
    run: pathOf(row),
    diverged: isLost(row),
    stage: stageOf(row.state),
    verdict: verdicts.find((verdict) => verdict === cells["verdict"]) ?? null,
    settings: new Map(valuesOf(cells, settingPrefix)),
    measures: Object.fromEntries(measures.map((name) => [name, number(measureColumns[name])])) as SweepRow["measures"],
    doubts: new Map(
      doubts.flatMap((name) => {
        const value = number(name);
        return value === null ? [] : [[name, value] as const];
      }),
    ),
    aicc: new Map(numbersOf(cells, aiccPrefix)),
    windows: new Map(numbersOf(cells, windowPrefix)),
  };
}

function valuesOf(cells: RunRow["cells"], prefix: string): readonly (readonly [string, SettingValue])[] {
  return Object.entries(cells).flatMap(([id, cell]) =>
    id.startsWith(prefix) && cell !== null ? [[id.slice(prefix.length), cell] as const] : [],
  );
}

function numbersOf(cells: RunRow["cells"], prefix: string): readonly (readonly [string, number])[] {
  return valuesOf(cells, prefix).flatMap(([name, cell]) => (typeof cell === "number" ? [[name, cell] as const] : []));
}
