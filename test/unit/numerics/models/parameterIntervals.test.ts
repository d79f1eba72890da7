import { describe, expect, it } from "vitest";
import { at } from "../../../../src/numerics/at.ts";
import { logLossAt, type ModelParams } from "../../../../src/numerics/models/lossModels.ts";
import { modelNames, type ModelName, type ParameterInterval } from "../../../../src/numerics/models/modelFit.ts";
import { fitPower } from "../../../../src/numerics/models/lineModels.ts";
import { evenly } from "../../../../src/numerics/models/lossSeries.ts";
import { logLossGradients } from "../../../../src/numerics/models/modelGradients.ts";
import { estimateModels, fitModels } from "../../../../src/numerics/models/modelSet.ts";
import { fitLine } from "../../../../src/numerics/regression/ols.ts";
import {
  leastSquaresIntervals,
  parameterIntervals,
  standardErrors,
} from "../../../../src/numerics/models/parameterIntervals.ts";
import { seededNormal, seededRandom } from "../../../../src/numerics/stats/random.ts";
import { classicalErrors } from "../../../reference/robustErrors.ts";

const truths: Readonly<Record<ModelName, ModelParams>> = {
  exponential: { a: 1, b: 0.05 },
  power: { a: 1, alpha: 0.4 },
  shiftedPower: { a: 2, beta: 0.8, t0: 3 },
  twoPower: { a: 1, alphaBefore: 0.2, alphaAfter: 0.7, breakpoint: 9.9 },
  offsetPower: { c: 0.4, A: 3, beta: 1.2 },
  offsetExponential: { c: 0.4, A: 3, beta: 0.2 },
  switch: { a: 1, b: 0.12, alpha: 0.3, tau: 9.9 },
};
const t = Float64Array.from({ length: 120 }, (_, i) => (i + 1) / 4);
const logT = t.map(Math.log);

/** A curve of a model with first-order correlated noise of spread 0.02. */
function curve(model: ModelName, phi: number, seed: number): Float64Array {
  const normal = seededNormal(seededRandom(seed));
  let noise = normal();
  return t.map((time) => {
    noise = phi * noise + Math.sqrt(1 - phi * phi) * normal();
    return logLossAt(model, truths[model], time) + 0.02 * noise;
  });
}

function holds(interval: ParameterInterval | null | undefined, value: number): boolean {
  return interval !== null && interval !== undefined && interval[0] <= value && value <= interval[1];
}

describe("logLossGradients", () => {
  it.each(modelNames)("of %s are the differences that small steps of the parameters make", (model) => {
    const params = truths[model];
    const names = Object.keys(params);
    const gradients = logLossGradients({ t, logT }, model, params, names);
    names.forEach((name, j) => {
      const step = 1e-6;
      const moved = (by: number): ModelParams => ({ ...params, [name]: (params[name] ?? NaN) + by });
      t.forEach((time, i) => {
        const difference = logLossAt(model, moved(step), time) - logLossAt(model, moved(-step), time);
        expect(gradients[i * names.length + j]).toBeCloseTo(difference / (2 * step), 6);
      });
    });
  });
});

describe("parameterIntervals", () => {
  it("are the textbook's for a line", () => {
    const y = curve("power", 0, 1);
    const x = t.map(Math.log);
    const line = fitLine(x, y);
    const errors = line && classicalErrors(line);
    const residuals = y.map((value, i) => value - (line?.intercept ?? 0) - (line?.slope ?? 0) * at(x, i));
    const found = standardErrors(logLossGradients({ t, logT }, "power", {}, ["a", "alpha"]), residuals, t.length - 2);
    expect(found?.[0]).toBeCloseTo(errors?.intercept ?? NaN, 12);
    expect(found?.[1]).toBeCloseTo(errors?.slope ?? NaN, 12);
  });

  // The law of a 95 % interval: it holds the truth in about 95 of 100 draws. 200 draws are uncertain by 1.5 %.
  it.each([
    ["exponential", 0],
    ["exponential", 0.6],
    ["power", 0],
    ["power", 0.6],
    ["shiftedPower", 0],
    ["shiftedPower", 0.6],
    ["offsetPower", 0],
    ["offsetExponential", 0],
    ["twoPower", 0],
    ["switch", 0],
  ] as const)("of %s hold the truth about as often as they say (phi %s)", (model, phi) => {
    const draws = 200;
    const misses = new Map<string, number>();
    for (let seed = 1; seed <= draws; seed++) {
      const { series, estimates } = estimateModels({ t, logT, logLoss: curve(model, phi, seed) }, [model]);
      const estimate = estimates[model];
      const intervals = estimate && parameterIntervals(series, estimate);
      for (const [name, value] of Object.entries(truths[model])) {
        const missed = holds(intervals?.[name], value) ? 0 : 1;
        misses.set(name, (misses.get(name) ?? 0) + missed);
      }
    }
    for (const [name, missed] of misses) {
      expect(1 - missed / draws, name).toBeGreaterThanOrEqual(phi === 0 ? 0.9 : 0.87);
      expect(1 - missed / draws, name).toBeLessThan(1);
    }
  });

  it("widen with the correlation of the noise", () => {
    const width = (phi: number): number => {
      const [low = NaN, high = NaN] =
        fitModels({ t, logT, logLoss: curve("power", phi, 3) }).fits.power.intervals["alpha"] ?? [];
      return high - low;
    };
    expect(width(0.8)).toBeGreaterThan(1.5 * width(0));
  });

  it("of slopes do not depend on the unit of the loss, those of levels move with it", () => {
    const y = curve("power", 0.3, 5);
    const bits = y.map((value) => value + Math.log(Math.LOG2E));
    const [nats, inBits] = [y, bits].map((logLoss) => fitModels({ t, logT, logLoss }).fits.power.intervals);
    expect(inBits?.["alpha"]?.[0]).toBeCloseTo(nats?.["alpha"]?.[0] ?? NaN, 12);
    expect(inBits?.["a"]?.[1]).toBeCloseTo((nats?.["a"]?.[1] ?? NaN) + Math.log(Math.LOG2E), 12);
  });

  it("are absent for an offset at its limit, and those of the plain decay with it", () => {
    const series = evenly({ t, logT, logLoss: curve("power", 0, 7) });
    const plain = fitPower(series);
    expect(plain).not.toBeNull();
    if (plain === null) {
      return;
    }
    const { a = NaN, alpha = NaN } = plain.params;
    const params = { c: 0, A: Math.exp(a), beta: alpha };
    const offset = parameterIntervals(series, { ...plain, model: "offsetPower", params, free: ["A", "beta"] });
    expect(offset["c"]).toBeNull();
    expect(offset["beta"]?.[0]).toBeCloseTo(parameterIntervals(series, plain)["alpha"]?.[0] ?? NaN, 10);
    expect(offset["beta"]?.[1]).toBeCloseTo(parameterIntervals(series, plain)["alpha"]?.[1] ?? NaN, 10);
  });

  it("are absent where the data do not tell the parameters apart", () => {
    const same = evenly({
      t: new Float64Array(20).fill(3),
      logT: new Float64Array(20).fill(1),
      logLoss: new Float64Array(20).fill(1),
    });
    const estimate = { model: "power", params: { a: 1, alpha: 0 }, free: ["a", "alpha"], phi: 0 } as const;
    const found = parameterIntervals(same, { ...estimate, rss: 0, logLikelihood: 0 });
    expect(found).toEqual({ a: null, alpha: null });
  });

  it("never reach below 0 where the parameter cannot", () => {
    const [short, logShort] = [t.subarray(0, 12), logT.subarray(0, 12)];
    const series = evenly({ t: short, logT: logShort, logLoss: curve("offsetPower", 0, 9).subarray(0, 12) });
    const params = { c: 0.05, A: 3, beta: 0.9 };
    const estimate = { model: "offsetPower", params, free: ["c", "A", "beta"], phi: 0 } as const;
    expect(parameterIntervals(series, { ...estimate, rss: 0, logLikelihood: 0 })["c"]?.[0]).toBe(0);
  });

  it("of a least-squares fit under correlated noise hold the truth as often as they say", () => {
    let hits = 0;
    for (let seed = 1; seed <= 200; seed++) {
      const series = evenly({ t, logT, logLoss: curve("power", 0.9, seed) });
      const [estimate, squares] = [fitPower(series), fitPower(series, 0)];
      const intervals = estimate && squares && leastSquaresIntervals(series, estimate, squares.params);
      hits += holds(intervals?.["alpha"], 0.4) ? 1 : 0;
    }
    expect(hits).toBeGreaterThanOrEqual(176);
    expect(hits).toBeLessThan(200);
  });
});
