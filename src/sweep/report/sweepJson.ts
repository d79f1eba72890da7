import type { SweepAnalysis } from "../statistics/analyzeSweep.ts";
import { sweepSentences } from "./sentences.ts";

/** All that `sweep --format json` prints, as plain data: maps as objects, absent parts null. */
export function sweepJson(analysis: SweepAnalysis): unknown {
  const { design, models, groups, heat } = analysis;
  return plain({
    runs: analysis.runs,
    used: analysis.used,
    excluded: analysis.excluded,
    unfinished: analysis.unfinished,
    configurations: design.configurations.size,
    settings: {
      ...{ varying: design.varying, replicate: design.replicate, constant: design.constant },
      // Most sweeps have none, and what they print stays as it was.
      ...(design.others === null ? {} : { others: design.others }),
    },
    best: analysis.best,
    straightness: analysis.straightness,
    prediction: analysis.prediction,
    models: { ...Object.fromEntries(models.byModel), exponentialMinusPower: models.exponentialMinusPower },
    windows: analysis.windows,
    groups: groups.bySetting,
    differences: groups.differences,
    heatAxes: heat?.axes ?? null,
    heat: heat?.maps ?? null,
    plateauKnee: analysis.plateauKnee,
    noise: analysis.noise,
    units: analysis.units,
    robust: analysis.robust,
    sentences: sweepSentences(analysis),
  });
}

/** Maps as objects, and numbers that JSON cannot hold as null. */
function plain(value: unknown): unknown {
  if (value instanceof Map) {
    return Object.fromEntries([...value].map(([key, part]) => [String(key), plain(part)]));
  }
  if (Array.isArray(value)) {
    return value.map(plain);
  }
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, plain(part)]));
  }
  return typeof value === "number" && !Number.isFinite(value) ? null : value;
}
