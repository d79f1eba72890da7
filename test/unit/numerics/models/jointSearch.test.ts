import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { at } from "../../../../src/numerics/at.ts";
import { bestTerms } from "../../../../src/numerics/models/extraTerm.ts";
import { fitJoint } from "../../../../src/numerics/models/joints/jointModels.ts";
import { JointSearch, type JointModel } from "../../../../src/numerics/models/joints/jointSearch.ts";
import { fitPower } from "../../../../src/numerics/models/lineModels.ts";
import { evenly, type WeightedSeries } from "../../../../src/numerics/models/lossSeries.ts";
import { whiten } from "../../../../src/numerics/regression/autoregression.ts";
import { solveLinear } from "../../../../src/numerics/regression/qr.ts";
import { seededNormal, seededRandom } from "../../../../src/numerics/stats/random.ts";

/** A curve in bins whose means of t and of ln t differ, with noise and weights of its own. */
function seriesOf(seed: number, tau = 6): WeightedSeries {
  const normal = seededNormal(seededRandom(seed));
  const t = Float64Array.from({ length: 40 }, (_, i) => (i + 1) / 3);
  const logT = t.map((time, i) => Math.log(time) - 0.02 / (i + 1));
  const logLoss = t.map(
    (time, i) =>
      1 - 0.15 * Math.min(time, tau) - (time > tau ? 0.5 * (at(logT, i) - Math.log(tau)) : 0) + 0.03 * normal(),
  );
  const weights = t.map((time) => time ** 0.2);
  return { t, logT, logLoss, weights, logWeights: weights.reduce((sum, weight) => sum + Math.log(weight), 0) };
}

/** Least whitened residual sum with a joint, by an orthogonal decomposition of the three columns. */
function slowRss(
  { t, logT, logLoss, weights }: WeightedSeries,
  model: JointModel,
  { tau, phi }: { tau: number; phi: number },
): number {
  const u = model === "switch" ? t : logT;
  const uTau = model === "switch" ? tau : Math.log(tau);
  const columns = [
    t.map(() => 1),
    u.map((value) => (value <= uTau ? value - uTau : 0)),
    logT.map((value, i) => (at(u, i) <= uTau ? 0 : value - Math.log(tau))),
  ].map((column) => whiten(column, weights, phi));
  const matrix = new Float64Array(t.length * 3);
  t.forEach((_, i) => columns.forEach((column, j) => (matrix[i * 3 + j] = at(column, i))));
  return solveLinear(matrix, whiten(logLoss, weights, phi), 3)?.rss ?? NaN;
}

describe.each(["switch", "twoPower"] as const)("the search for the joint of a %s", (model) => {
  it("has for every place and phi the residual sum of least squares", () => {
    const cases = fc.record({
      seed: fc.integer({ min: 1, max: 1e6 }),
      phi: fc.double({ min: 0, max: 0.99, noNaN: true }),
      part: fc.double({ min: 0, max: 0.999, noNaN: true }),
    });
    fc.assert(
      fc.property(cases, ({ seed, phi, part }) => {
        const series = seriesOf(seed);
        const search = new JointSearch(series, model);
        const place = Math.floor(part * search.places.length);
        const tau = at(search.places, place);
        const rss = search.at(phi).rss(tau, search.before[place] ?? 0);
        // At a place that is a point itself rounding decides on its side; the curve is the same there.
        const slow = slowRss(series, model, { tau: tau * (1 + 1e-13), phi });
        expect(Math.abs(rss - slow)).toBeLessThan(1e-9 * (1 + slow));
      }),
    );
  });

  it("is never beaten by a slow one on a fine grid", () => {
    for (let seed = 1; seed <= 15; seed++) {
      const series = seriesOf(seed);
      const search = new JointSearch(series, model);
      const fit = fitJoint(series, search, 0.4);
      const [first, last] = [at(search.places, 0), at(search.places, search.places.length - 1)];
      for (let i = 0; i <= 400; i++) {
        const tau = first + (i * (last - first)) / 400;
        expect(fit?.rss).toBeLessThanOrEqual(slowRss(series, model, { tau, phi: 0.4 }) * (1 + 1e-9));
      }
    }
  });

  it("has no place where too few points lie on either side", () => {
    const { t, logT, logLoss } = seriesOf(1);
    const short = evenly({ t: t.subarray(0, 9), logT: logT.subarray(0, 9), logLoss: logLoss.subarray(0, 9) });
    expect(fitJoint(short, new JointSearch(short, model))).toBeNull();
  });
});

it("finds a joint in which the pieces touch and do not cross", () => {
  const t = Float64Array.from({ length: 60 }, (_, i) => (i + 1) / 4);
  // alpha = b tau: both pieces have the same slope at the joint.
  const tau = 7.1;
  const logLoss = t.map((time) => 2 - 0.1 * Math.min(time, tau) - 0.71 * Math.log(Math.max(time, tau) / tau));
  const series = evenly({ t, logT: t.map(Math.log), logLoss });
  const fit = fitJoint(series, new JointSearch(series, "switch"));
  expect(fit?.params["tau"]).toBeCloseTo(tau, 3);
  expect(fit?.params["b"]).toBeCloseTo(0.1, 6);
  expect(fit?.params["alpha"]).toBeCloseTo(0.71, 6);
});

describe("terms added to a model", () => {
  const t = Float64Array.from({ length: 120 }, (_, i) => (i + 1) / 4);
  const logT = t.map(Math.log);
  const withNoise = (of: (time: number) => number, seed: number): WeightedSeries => {
    const normal = seededNormal(seededRandom(seed));
    return evenly({ t, logT, logLoss: t.map((time) => of(time) + 0.01 * normal()) });
  };

  it("are a step where the curve drops, with its height", () => {
    const series = withNoise((time) => 1 - 0.3 * Math.log(time) - (time > 20 ? 0.1 : 0), 1);
    const estimate = fitPower(series);
    const step = estimate && bestTerms(series, estimate, ["step"]).step;
    expect(at(t, (step?.index ?? 0) - 1)).toBe(20);
    expect(step?.size).toBeCloseTo(-0.1, 1);
    expect(step?.gain).toBeGreaterThan(40);
  });

  it("are a ramp where the drop takes some points, from where it begins to where it ends", () => {
    const fall = (time: number): number => -0.3 * Math.min(1, Math.max(0, (time - 18) / 2));
    const series = withNoise((time) => 1 - 0.3 * Math.log(time) + fall(time), 3);
    const estimate = fitPower(series);
    const { ramp = null, step = null } = estimate === null ? {} : bestTerms(series, estimate, ["ramp", "step"]);
    expect(at(t, (ramp?.index ?? 0) - 1)).toBe(18);
    expect(at(t, ramp?.until ?? 0)).toBe(20);
    expect(ramp?.size).toBeCloseTo(-0.3, 1);
    expect(ramp?.gain).toBeGreaterThan((step?.gain ?? Infinity) + 40);
  });

  it("are a bend where the slope changes, by how much", () => {
    const series = withNoise((time) => 1 - 0.3 * Math.log(time) - 0.4 * Math.max(0, Math.log(time / 10)), 2);
    const estimate = fitPower(series);
    const hinge = estimate && bestTerms(series, estimate, ["hinge"]).hinge;
    expect(Math.abs(at(t, hinge?.index ?? 0) - 10)).toBeLessThan(1);
    expect(hinge?.size).toBeCloseTo(-0.4, 1);
    expect(hinge?.gain).toBeGreaterThan(60);
  });

  it("gain little on a curve that the model describes", () => {
    const gains = Array.from({ length: 30 }, (_, seed) => {
      const series = withNoise((time) => 1 - 0.3 * Math.log(time), seed + 1);
      const estimate = fitPower(series);
      const terms = estimate && bestTerms(series, estimate, ["step", "hinge"]);
      return [terms?.step, terms?.hinge].map((one) => one?.gain ?? NaN);
    }).flat();
    expect(Math.max(...gains)).toBeLessThan(30);
    expect(Math.min(...gains)).toBeGreaterThan(-1);
  });
});
