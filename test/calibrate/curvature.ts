import { seededNormal, seededRandom } from "../../src/numerics/stats/random.ts";
import { EPOCHS, type NoiseCell } from "./simulate.ts";

export type CurvatureShape = (t: number) => number;

/** Curvature that reaches a level, with the time from which it is within 10 % of it for good. */
export const levelling: Readonly<Record<string, { of: CurvatureShape; settles: number }>> = {
  "ramp to epoch 10": { of: (t) => 5 + 1.5 * Math.min(t, 10), settles: 8.67 },
  "ramp to epoch 20": { of: (t) => 5 + 0.75 * Math.min(t, 20), settles: 17.33 },
  "ramp to epoch 30": { of: (t) => 5 + 0.5 * Math.min(t, 30), settles: 26 },
  "fall to epoch 20": { of: (t) => 20 - 0.75 * Math.min(t, 20), settles: 19.33 },
  "level, ramp 20 to 35, level": { of: (t) => 5 + Math.min(Math.max(t - 20, 0), 15), settles: 33 },
  "approach over 6": { of: (t) => 20 - 15 * Math.exp(-t / 6), settles: 6 * Math.log(7.5) },
};

/** Curvature that has no level. */
export const moving: Readonly<Record<string, CurvatureShape>> = {
  "steady growth": (t) => 5 + 0.25 * t,
  "growth by a factor": (t) => 5 * Math.exp(0.025 * t),
  "slowing growth": (t) => 5 * Math.sqrt(t),
  "steady decay": (t) => 25 - 0.3 * t,
  "decay by a factor": (t) => 20 * Math.exp(-0.03 * t),
  "decay as 1/sqrt t": (t) => 20 / Math.sqrt(t),
  oscillation: (t) => 10 * (1 + 0.3 * Math.sin((2 * Math.PI * t) / 12)),
  "slow oscillation": (t) => 10 * (1 + 0.4 * Math.sin((2 * Math.PI * t) / 25)),
};

/** Values of a shape with AR(1) noise in its logarithm, evenly over 60 epochs. */
export function simulateCurvature(
  shape: CurvatureShape,
  { phi, sigma, points, seed }: NoiseCell & { readonly points: number; readonly seed: number },
): { t: Float64Array; y: Float64Array } {
  const normal = seededNormal(seededRandom(seed));
  const t = new Float64Array(points);
  const y = new Float64Array(points);
  let noise = sigma * normal();
  for (let i = 0; i < points; i++) {
    const time = ((i + 1) * EPOCHS) / points;
    t[i] = time;
    y[i] = shape(time) * Math.exp(noise);
    noise = phi * noise + sigma * Math.sqrt(1 - phi * phi) * normal();
  }
  return { t, y };
}
