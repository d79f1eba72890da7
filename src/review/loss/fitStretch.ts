import type { Contract } from "../../contract/model/contract.ts";
import type { LogTable } from "../../log/columns/columns.ts";
import type { LossSeries } from "../../numerics/models/lossSeries.ts";
import { fitModels, type ModelSet } from "../../numerics/models/modelSet.ts";
import type { ClockReading } from "../../series/clock/clock.ts";
import type { Points } from "../model/runPlot.ts";
import type { RunReview, Schedule, Stairs } from "../model/runReview.ts";
import { metricSeries } from "../time/metricSeries.ts";
import type { binGrid } from "./bins.ts";
import type { CleanLoss } from "./cleanLoss.ts";
import { dropOverModel, dropsOfCurve } from "./curveDrops.ts";
import { fitWindow, type FitWindow } from "./fitWindow.ts";
import { dropsOfLearningRate } from "../rate/lrDrops.ts";
import { scheduleOf } from "../rate/schedule.ts";
import { isStair, stairsOf } from "./stairs.ts";

export interface StretchInput {
  readonly contract: Contract;
  readonly table: LogTable;
}

interface Binned {
  readonly loss: CleanLoss;
  readonly bins: LossSeries;
  readonly grid: ReturnType<typeof binGrid>;
}

/** The stretch of a run that the models are fitted to, with its models. */
export interface FittedStretch {
  readonly stretch: FitWindow;
  readonly models: ModelSet;
  readonly drops: readonly number[];
  readonly dropsFrom: RunReview["lrDropsFrom"];
  readonly stairs: Stairs | null;
  readonly rate: Points;
  readonly schedule: Schedule | null;
}

/** Most drops that are looked for besides the models, one after the other. */
const mostDrops = 8;

/**
 * The models of the first stretch between drops. Without a learning rate in the log, drops are read off the curve: the
 * large ones at once, smaller ones as steps that the best model does not have, after each of which the stretch is fitted again.
 */
export function fitStretch(
  { contract, table }: StretchInput,
  clock: ClockReading,
  { loss, bins, grid }: Binned,
): FittedStretch {
  const rate = metricSeries(table, contract.names.learningRate, clock);
  const dropsFromCurve = rate.t.length === 0;
  const stairs = stairsOf(bins, clock.clock);
  const isOwn = (drop: number): boolean => !isStair(stairs, bins, drop);
  let drops = dropsFromCurve ? dropsOfCurve(bins).filter(isOwn) : dropsOfLearningRate(rate, grid.width);
  const fit = (): FittedStretch => {
    const stretch = fitWindow({ records: loss.kept, bins, grid, drops, dropsFromCurve });
    const dropsFrom = dropsFromCurve ? "loss" : "learningRate";
    return {
      stretch,
      models: fitModels(stretch.bins),
      drops,
      dropsFrom,
      stairs,
      rate,
      schedule: scheduleOf(rate, drops),
    };
  };
  let fitted = fit();
  for (let i = 0; dropsFromCurve && i < mostDrops; i++) {
    const drop = dropOverModel(fitted.models);
    if (drop === null || !isOwn(drop)) {
      break;
    }
    drops = [...drops, drop].sort((one, other) => one - other);
    fitted = fit();
  }
  return fitted;
}
