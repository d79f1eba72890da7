import type { Shape } from "./simulate.ts";

const end = 60;
/** Sums a unit of time, and what the annealing area remembers of one sum to the next. */
const sums = 100;
const memory = 0.995;

/**
 * ln L of a run under a learning-rate schedule: L = 1.6 + S1^-0.5 - gain S2 / S2(end), with S1 the sum of the rate over its
 * peak and S2 the annealing area. Tissue, Wang & Wang 2024, "Scaling law with learning rate annealing", arXiv 2408.11029.
 */
export function annealed(rate: (t: number) => number, gain: number, length: number): Shape {
  const n = length * sums;
  const loss = new Float64Array(n + 1);
  const area = new Float64Array(n + 1);
  const sum = new Float64Array(n + 1);
  let [momentum, before] = [0, rate(0)];
  for (let i = 1; i <= n; i++) {
    const now = rate(i / sums);
    momentum = memory * momentum + Math.max(0, before - now);
    before = now;
    sum[i] = (sum[i - 1] ?? 0) + now / sums;
    area[i] = (area[i - 1] ?? 0) + momentum / sums;
  }
  const last = area[n] ?? 0;
  for (let i = 1; i <= n; i++) {
    const share = last > 0 ? (area[i] ?? 0) / last : 0;
    loss[i] = Math.log(1.6 + ((sum[i] ?? NaN) + 1e-9) ** -0.5 - gain * share);
  }
  return (t) => loss[Math.round(t * sums)] ?? NaN;
}

function warmedUp(warmUp: number, after: (part: number) => number): (t: number) => number {
  return (t) => (t < warmUp ? Math.max(t, 0.01) / warmUp : after((t - warmUp) / (end - warmUp)));
}

const courses = {
  cosine: (part: number) => 0.5 * (1 + Math.cos(Math.PI * part)),
  linear: (part: number) => 1 - part,
  constant: () => 1,
  "constant, then decay": (part: number) => Math.min(1, (1 - part) / 0.2),
};

interface Schedule {
  readonly name: string;
  readonly rate: (t: number) => number;
  readonly gain: number;
}

/** Warm-ups and courses, with annealing that gains 6 and 14 % of the loss. */
export const schedules: readonly Schedule[] = Object.entries(courses).flatMap(([name, course]) =>
  [0.5, 2, 6].flatMap((warmUp) =>
    (name === "constant" ? [0] : [0.1, 0.24]).map((gain) => ({
      name: `${name}, warm-up ${warmUp}${gain === 0 ? "" : `, gain ${gain === 0.1 ? 6 : 14}%`}`,
      rate: warmedUp(warmUp, course),
      gain,
    })),
  ),
);
