import { checkRuns } from "../../src/cli/runs/checkRuns.ts";
import type { Terminal } from "../../src/cli/terminal/terminal.ts";
import { Engine } from "../../src/log/read/engine.ts";
import { at } from "../../src/numerics/at.ts";
import { cleanLoss } from "../../src/review/loss/cleanLoss.ts";
import { reviewRun } from "../../src/review/reviewRun.ts";
import { metricSeries } from "../../src/review/time/metricSeries.ts";
import { readClock } from "../../src/series/clock/clock.ts";
import type { LogRecord } from "../unit/review/tableOf.ts";

/** A real run as far as its loss follows one course of the learning rate. */
export interface RealRun {
  readonly name: string;
  readonly clock: "epoch" | "step";
  /** Records with the clock, the loss and the rate, under the names of the built-in contract. */
  readonly records: readonly LogRecord[];
  /** Whether the rate is logged; one that is not is taken as constant. */
  readonly hasRate: boolean;
  /** Whether the rate changes within the records. */
  readonly isAnnealed: boolean;
}

/** Fewest bins of a run that is long. */
const fewestBins = 100;

const silent: Terminal = {
  write: () => Promise.resolve(),
  warn: () => undefined,
  progress: () => undefined,
  style: (_, text) => text,
  width: 100,
};

/**
 * All runs within some folders whose loss is fitted over a hundred bins or more, in any format that is read; where no rate is logged, up to
 * the first drop of the loss.
 */
export async function longRuns(folders: readonly string[]): Promise<RealRun[]> {
  const runs: RealRun[] = [];
  const engine = new Engine();
  const selection = { command: "analyze", paths: folders, contract: undefined };
  for await (const run of checkRuns(selection, silent, engine)) {
    if (run === null) {
      continue;
    }
    const { table, contract } = run;
    const { review } = reviewRun({ run: run.run, log: run.label, table, contract, findings: [], growing: false });
    const clock = readClock(table, contract);
    if ((review.loss?.points ?? 0) < fewestBins || review.best === null || review.window === null) {
      continue;
    }
    const loss = cleanLoss(table, contract, clock)?.kept ?? { t: new Float64Array(0), y: new Float64Array(0) };
    const rate = metricSeries(table, contract.names.learningRate, clock);
    const until = rate.t.length > 0 ? Infinity : review.window.end;
    const key = clock.clock === "epoch" ? "epoch" : "step";
    let last = 0;
    const records = Array.from(loss.t, (time, i): LogRecord => {
      while (last + 1 < rate.t.length && at(rate.t, last + 1) <= time) {
        last += 1;
      }
      return { [key]: time, loss_train_nats: at(loss.y, i), lr: rate.t.length > 0 ? at(rate.y, last) : 1 };
    }).filter((record) => (record[key] ?? NaN) <= until);
    const rates = records.map(({ lr }) => lr ?? NaN);
    runs.push({
      ...{ name: run.label, clock: key, records, hasRate: rate.t.length > 0 },
      isAnnealed: Math.min(...rates.slice(rates.length >> 1)) < 0.95 * Math.max(...rates),
    });
  }
  return runs;
}
