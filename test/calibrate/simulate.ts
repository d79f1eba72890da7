import { seededNormal, seededRandom } from "../../src/numerics/stats/random.ts";

export const EPOCHS = 60;
export const BINS_PER_EPOCH = 4;

/** Noise of ln L: a stationary AR(1) process of standard deviation sigma. */
export interface NoiseCell {
  readonly phi: number;
  readonly sigma: number;
}

export const noiseCells: readonly NoiseCell[] = [0, 0.5, 0.8].flatMap((phi) =>
  [0.005, 0.02, 0.05].map((sigma) => ({ phi, sigma })),
);

/** ln L of a curve without its noise. */
export type Shape = (t: number) => number;

export const shapes = {
  exponential: (t: number) => 1 - 0.03 * t,
  power: (t: number) => 1.4 - 0.3 * Math.log(t),
  offsetPower: (t: number) => Math.log(0.5 + 2 * t ** -0.5),
  flat: () => 0.8,
} satisfies Record<string, Shape>;

/** Slope after every simulated switch. */
export const TRUE_ALPHA = 0.4;

/** An exponential that takes 1.2 off ln L (or `fall`) by the switch, then a power law of slope 0.4. */
export function switchAt(tau: number, fall = 1.2): Shape {
  return (t) => 2 - (fall / tau) * Math.min(t, tau) - TRUE_ALPHA * Math.log(Math.max(t, tau) / tau);
}

export interface SimulatedRun {
  readonly t: Float64Array;
  readonly logT: Float64Array;
  readonly logLoss: Float64Array;
}

/** One run of 60 epochs in quarter-epoch bins. */
export function simulate(shape: Shape, { phi, sigma }: NoiseCell, seed: number): SimulatedRun {
  const normal = seededNormal(seededRandom(seed));
  const n = EPOCHS * BINS_PER_EPOCH;
  const t = new Float64Array(n);
  const logLoss = new Float64Array(n);
  const innovation = sigma * Math.sqrt(1 - phi * phi);
  let noise = sigma * normal();
  for (let i = 0; i < n; i++) {
    const time = (i + 1) / BINS_PER_EPOCH;
    t[i] = time;
    logLoss[i] = shape(time) + noise;
    noise = phi * noise + innovation * normal();
  }
  return { t, logT: t.map(Math.log), logLoss };
}
