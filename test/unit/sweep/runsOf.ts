import type { SweepRun } from "../../../src/sweep/table/sweepRun.ts";

/** A run of a sweep with every value there; `given` takes the place of any. */
export function sweepRun(given: Partial<SweepRun> = {}): SweepRun {
  return {
    run: "a",
    log: "a/metrics.jsonl",
    format: "jsonl",
    state: "ended",
    diverged: false,
    stage: "over",
    verdict: null,
    note: "",
    records: 100,
    epochs: 30,
    settings: new Map(),
    measures: {
      bestVal: 1.5,
      alphaEarly: 0.3,
      alphaFull: 0.25,
      r2: 0.99,
      knee: 5.25,
      plateau: 12.5,
      noiseFloor: 0.001,
      tailPower: 0.0002,
    },
    doubts: new Map([["alpha_full_huber", 0.251]]),
    aicc: new Map([
      ["power", -10.5],
      ["exponential", 3],
    ]),
    windows: new Map([["5-15", 0.3]]),
    divergedAt: null,
    bestValEpoch: 29,
    lastTrain: 1.25,
    lastVal: 1.625,
    alphaEarlyInterval: [0.25, 0.35],
    alphaFullInterval: [0.2, 0.3],
    bestModel: "power",
    kneeInterval: [5, 5.5],
    findings: { error: 1, warning: 2 },
    ...given,
  };
}
