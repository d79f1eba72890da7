import { describe, expect, it } from "vitest";
import { seededNormal, seededRandom } from "../../../../src/numerics/stats/random.ts";
import { annealedForecast } from "../../../../src/review/loss/annealedForecast.ts";
import { plannedRate } from "../../../../src/review/rate/plannedRate.ts";
import { scheduleOf } from "../../../../src/review/rate/schedule.ts";
import type { Points } from "../../../../src/review/model/runPlot.ts";
import { annealed } from "../../../calibrate/schedules.ts";

const end = 60;
const cosine = (time: number): number => 0.5 * (1 + Math.cos((Math.PI * time) / end));
const lossAt = annealed(cosine, 0.4, end);

function upTo(until: number): Float64Array {
  return Float64Array.from({ length: 4 * until }, (_, i) => (i + 1) / 4);
}

function planOf(rate: Points, planned: number): ((time: number) => number) | null {
  const schedule = scheduleOf(rate, []);
  return schedule && plannedRate(rate, schedule, planned);
}

describe("the planned learning rate", () => {
  it("goes on as the half cosine or the line that is logged, down to the planned end", () => {
    const t = upTo(30);
    // Within a hundredth of the peak: where a half cosine began is known to a record only.
    const planned = planOf({ t, y: t.map(cosine) }, end)?.(45) ?? NaN;
    expect(Math.abs(planned - cosine(45))).toBeLessThan(0.01);
    expect(planOf({ t, y: t.map((time) => 1 - time / end) }, end)?.(45)).toBeCloseTo(0.25, 9);
  });

  it("is not known of another course, nor of a cosine that ends elsewhere", () => {
    const t = upTo(30);
    expect(planOf({ t, y: t.map((time) => 1 / (1 + time)) }, end)).toBeNull();
    expect(planOf({ t, y: t.map(() => 1) }, end)).toBeNull();
    expect(planOf({ t, y: t.map(cosine) }, 2 * end)).toBeNull();
  });
});

describe("a forecast under a rate that falls", () => {
  const forecast = (until: number, of: (time: number) => number): ReturnType<typeof annealedForecast> => {
    const normal = seededNormal(seededRandom(5));
    const t = upTo(until);
    const bins = { t, logT: t.map(Math.log), logLoss: t.map((time) => of(time) + 0.003 * normal()) };
    return annealedForecast(bins, cosine, end);
  };

  it("holds the loss at the end, closer than the last value, where the law predicts the run's own past", () => {
    const { value, interval, reason } = forecast(40, lossAt);
    const truth = Math.exp(lossAt(end));
    expect(reason).toBeNull();
    expect(Math.abs((value ?? NaN) - truth)).toBeLessThan(0.5 * (Math.exp(lossAt(40)) - truth));
    expect(interval?.[0]).toBeLessThan(truth);
    expect(interval?.[1]).toBeGreaterThan(truth);
  });

  it("is none where it would have missed the run's own past", () => {
    const { value, interval, reason } = forecast(40, (time) => 1 + 0.01 * time);
    expect([value, interval]).toEqual([null, null]);
    expect(reason).toMatch(/fails a backtest/);
  });
});
