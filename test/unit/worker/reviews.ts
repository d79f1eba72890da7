import type { LogFacts } from "../../../src/run/runPace.ts";
import { noCurve } from "../../../src/review/reviewCurve.ts";
import { roleNames, type ReadAs } from "../../../src/review/model/readAs.ts";
import type { Points, RunPlot } from "../../../src/review/model/runPlot.ts";
import type { RunReview } from "../../../src/review/model/runReview.ts";

/** Of a log without any of them. */
const noNumbers: RunPlot["numbers"] = {
  trainLoss: null,
  lost: null,
  others: [],
  trainAccuracy: null,
  valAccuracy: null,
  bestAccuracy: null,
  gap: null,
  learningRate: null,
  reached: null,
  wallTime: null,
};

const noRoles = Object.fromEntries(roleNames.map((role) => [role, null])) as ReadAs["taken"];

const none: Points = { t: new Float64Array(), y: new Float64Array() };

/** The plot of a run whose log is empty. */
export const emptyPlot: RunPlot = {
  clock: "record",
  clockKey: null,
  axes: ["@clock"],
  start: null,
  metrics: [],
  constants: [],
  loss: none,
  lossBins: none,
  lossVal: none,
  curves: [],
  lambdaMax: none,
  lambdaMaxEwma: none,
  lambdaMaxBand: null,
  inRecords: false,
  residuals: null,
  numbers: noNumbers,
};

/** The review and the plot of a run whose log is empty. */
export function reviewOf(run: string): { review: RunReview; plot: RunPlot; facts: LogFacts; readAs: ReadAs } {
  return {
    readAs: { taken: noRoles, automatic: noRoles, contract: { path: null, usable: true, asks: false } },
    facts: { bytes: 0, recordsPerMinute: null, planned: null, expectedEnd: null },
    review: {
      run,
      log: `${run}/metrics.jsonl`,
      records: 0,
      clock: "record",
      clockFrom: { code: "records", text: "" },
      summary: "The log is empty.",
      loss: null,
      ...noCurve,
      curvature: null,
      bestVal: null,
      findings: [],
    },
    plot: emptyPlot,
  };
}
