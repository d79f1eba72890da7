import { modelNames } from "../../numerics/models/modelFit.ts";
import { aiccPrefix, measureColumns, settingPrefix, windowPrefix } from "./columnIds.ts";
import { slopeWindows } from "./slopeWindows.ts";
import { doubts, type SettingValue } from "./sweepRow.ts";
import type { SweepRun } from "./sweepRun.ts";

/** What the cells of a column are. */
type CellKind = "text" | "whole" | "number" | "boolean";

/** A column of the table of runs. */
export interface RunColumn {
  readonly name: string;
  readonly kind: CellKind;
  /** Null where the run has no such value. */
  readonly cell: (run: SweepRun) => SettingValue | null;
}

type Cell = RunColumn["cell"];

const text = (name: string, cell: Cell): RunColumn => ({ name, kind: "text", cell });
const whole = (name: string, cell: Cell): RunColumn => ({ name, kind: "whole", cell });
const number = (name: string, cell: Cell): RunColumn => ({ name, kind: "number", cell });

/** A measure with the ends of its interval. */
function estimate(
  name: string,
  value: Cell,
  interval: (run: SweepRun) => readonly [number, number] | null,
): RunColumn[] {
  return [
    number(name, value),
    number(`${name}_low`, (run) => interval(run)?.[0] ?? null),
    number(`${name}_high`, (run) => interval(run)?.[1] ?? null),
  ];
}

/** A setting of a sweep, and what its values are over all of its runs. */
export interface SettingColumn {
  readonly key: string;
  readonly kind: CellKind;
}

/** The columns of `runs.csv` and `runs/part-*.parquet`, in their order. Models and windows are columns where no run has them, too. */
export function runColumns(settings: readonly SettingColumn[]): readonly RunColumn[] {
  const { bestVal, alphaEarly, alphaFull, r2, knee, plateau, noiseFloor, tailPower } = measureColumns;
  return [
    text("run", ({ run }) => run),
    text("log", ({ log }) => log),
    text("format", ({ format }) => format),
    text("state", ({ state }) => state),
    whole("records", ({ records }) => records),
    number("epochs", ({ epochs }) => epochs),
    number("diverged_at", ({ divergedAt }) => divergedAt),
    ...settings.map(({ key, kind }): RunColumn => ({
      name: `${settingPrefix}${key}`,
      kind,
      cell: settingCell(key, kind),
    })),
    number(bestVal, ({ measures }) => measures.bestVal),
    number("best_val_epoch", ({ bestValEpoch }) => bestValEpoch),
    number("last_train", ({ lastTrain }) => lastTrain),
    number("last_val", ({ lastVal }) => lastVal),
    ...estimate(
      alphaEarly,
      ({ measures }) => measures.alphaEarly,
      ({ alphaEarlyInterval }) => alphaEarlyInterval,
    ),
    ...estimate(
      alphaFull,
      ({ measures }) => measures.alphaFull,
      ({ alphaFullInterval }) => alphaFullInterval,
    ),
    number(r2, ({ measures }) => measures.r2),
    text("best_model", ({ bestModel }) => bestModel),
    ...modelNames.map((model) => number(`${aiccPrefix}${model}`, ({ aicc }) => aicc.get(model) ?? null)),
    ...estimate(
      knee,
      ({ measures }) => measures.knee,
      ({ kneeInterval }) => kneeInterval,
    ),
    number(plateau, ({ measures }) => measures.plateau),
    number(noiseFloor, ({ measures }) => measures.noiseFloor),
    number(tailPower, ({ measures }) => measures.tailPower),
    ...doubts.map((name) => number(name, (run) => run.doubts.get(name) ?? null)),
    ...slopeWindows.map(({ name }) => number(`${windowPrefix}${name}`, ({ windows }) => windows.get(name) ?? null)),
    whole("findings_error", ({ findings }) => findings.error),
    whole("findings_warning", ({ findings }) => findings.warning),
    text("verdict", ({ verdict }) => verdict),
    text("note", ({ note }) => note),
  ];
}

/** A setting that is text in one run is text in all. */
function settingCell(key: string, kind: CellKind): Cell {
  return ({ settings }) => {
    const value = settings.get(key);
    return value === undefined ? null : kind === "text" ? String(value) : value;
  };
}

/** The settings of some runs in order of first appearance, each with the kind that all of its values are of, else text. */
export function settingColumns(runs: readonly Pick<SweepRun, "settings">[]): readonly SettingColumn[] {
  const kinds = new Map<string, CellKind>();
  for (const { settings } of runs) {
    for (const [key, value] of settings) {
      const kind = kindOf(value);
      kinds.set(key, (kinds.get(key) ?? kind) === kind ? kind : "text");
    }
  }
  return [...kinds].map(([key, kind]) => ({ key, kind }));
}

function kindOf(value: SettingValue): CellKind {
  return typeof value === "number" ? "number" : typeof value === "boolean" ? "boolean" : "text";
}
