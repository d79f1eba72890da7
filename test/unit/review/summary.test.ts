import { describe, expect, it } from "vitest";
import { builtInContract } from "../../../src/contract/model/builtIn.ts";
import { at } from "../../../src/numerics/at.ts";
import { seededNormal, seededRandom } from "../../../src/numerics/stats/random.ts";
import { reviewRun } from "../../../src/review/reviewRun.ts";
import { longMemory } from "../../calibrate/noise.ts";
import { tableOf, type LogRecord } from "./tableOf.ts";

function summaryOf(records: readonly LogRecord[], growing = false): string {
  const input = { run: "run", log: "log", contract: builtInContract, findings: [], growing };
  return reviewRun({ ...input, table: tableOf(records) }).review.summary;
}

function run(logLoss: (epoch: number) => number, extra: (epoch: number) => LogRecord = () => ({})): LogRecord[] {
  const normal = seededNormal(seededRandom(9));
  return Array.from({ length: 240 }, (_, i) => {
    const epoch = (i + 1) / 4;
    return {
      step: i + 1,
      epoch,
      loss_train_nats: Math.exp(logLoss(epoch) + 0.01 * normal()),
      lr: 0.1,
      ...extra(epoch),
    };
  });
}

describe("the summary", () => {
  it("of a run that burns in names the end of burn-in and the slope after it, with intervals", () => {
    const switching = (epoch: number): number =>
      2 - 0.1 * Math.min(epoch, 12) - 0.4 * Math.log(Math.max(epoch, 12) / 12);
    expect(summaryOf(run(switching))).toMatch(
      /^From epoch 0\.25 to 60 the loss is best described by an exponential that turns into a power law\. Burn-in ends at epoch 1\d\.\d\d \(95% CI 1\d\.\d\d to 1\d\.\d\d\)\. After the knee the loss follows a power law with exponent α = 0\.\d+ \(95% CI 0\.\d+ to 0\.\d+\)\.$/,
    );
  });

  it("says that a knee lies within the warm-up", () => {
    const switching = (epoch: number): number =>
      2 - 0.1 * Math.min(epoch, 12) - 0.4 * Math.log(Math.max(epoch, 12) / 12);
    const warmedUp = (end: number): string =>
      summaryOf(run(switching, (epoch) => ({ lr: 0.1 * Math.min(1, epoch / end) })));
    expect(warmedUp(20)).toContain("The knee is within the learning rate warm-up, which ends at epoch 20.");
    expect(warmedUp(5)).not.toContain("warm-up");
  });

  it("of a power law says that there is no knee, and why", () => {
    expect(summaryOf(run((epoch) => 1 - 0.3 * Math.log(epoch)))).toContain(
      "There is no knee: one power law describes the curve better than an exponential that turns into a power law.",
    );
  });

  it("of a curve that bends before its fifth point does not say that there is no knee", () => {
    const early = (epoch: number): number => 2 - 2 * Math.min(epoch, 0.5) - 0.4 * Math.log(Math.max(epoch, 0.5) / 0.5);
    const text = summaryOf(run(early));
    expect(text).toMatch(/There is too little data before epoch 1\.\d+ to look for a knee there\./);
    expect(text).not.toContain("There is no knee");
  });

  it("of an exponential says that a late knee would be missed", () => {
    expect(summaryOf(run((epoch) => 1 - 0.03 * epoch))).toMatch(
      /There is no knee: .*\. A knee in the last tenth of the run would often be missed\./,
    );
  });

  it("of noise with a long memory says so, and that the intervals allow for it", () => {
    const epochs = Float64Array.from({ length: 240 }, (_, i) => (i + 1) / 4);
    const noise = longMemory(0.05).of(epochs, seededRandom(4));
    const text = summaryOf(run((epoch) => 1 - 0.3 * Math.log(epoch) + at(noise, 4 * epoch - 1)));
    expect(text).toMatch(
      /The noise is correlated over long times \(memory parameter d ≈ 0\.[345]\); the intervals account for it\./,
    );
    expect(text).not.toContain("too narrow");
  });

  it("of a loss that is always the same says so and names no model", () => {
    const records = run(() => 1).map((record) => ({ ...record, loss_train_nats: 2.5 }));
    expect(summaryOf(records)).toBe("The loss is constant from epoch 0.25 to 60.");
  });

  it("of a loss that is noise about one level names no slope or knee", () => {
    expect(summaryOf(run(() => 1))).toMatch(
      /^From epoch 0\.25 to 60 the loss hardly changes compared with its noise: .* is closest \(R² 0\.0\d*\)\.$/,
    );
  });

  it("of a curve that bends twice names both places, with the slopes between and after them", () => {
    const twice = (epoch: number): number =>
      2 -
      0.15 * Math.min(epoch, 8) -
      0.3 * Math.log(Math.min(Math.max(epoch, 8), 30) / 8) -
      0.6 * Math.log(Math.max(epoch, 30) / 30);
    expect(summaryOf(run(twice))).toMatch(
      /^From epoch 0\.25 to 60 the loss is best described by an exponential and two power laws that meet\. Burn-in ends at epoch [78]\.\d+ \(95% CI .*\)\. The loss bends again at epoch \d+\.\d \(95% CI .*\): the exponent α is 0\.(29|30)\d* \(.*\) before and 0\.(59|60|61)\d* \(.*\) after\.$/,
    );
  });

  it("tells steps at the ends of epochs from cuts of a rate that is not logged", () => {
    const records = run((epoch) => 1 - 0.3 * Math.log(epoch) - 0.16 * (Math.ceil(epoch / 12) - 1)).map(
      ({ epoch, loss_train_nats }) => ({ epoch: (epoch ?? 0) / 12, loss_train_nats: loss_train_nats ?? null }),
    );
    const summary = summaryOf(records);
    expect(summary).toContain("The loss drops by about 15% at the ends of 4 epochs");
    expect(summary).not.toContain("as it does after a learning rate decay");
  });

  it("of few points does not say that there is no knee", () => {
    const short = (count: number): string =>
      summaryOf(run((epoch) => 1 - 0.3 * Math.log(epoch)).filter(({ epoch }) => (epoch ?? 0) <= count / 4));
    const even = (count: number): string =>
      summaryOf(
        Array.from({ length: count }, (_, i) => ({ step: i + 1, epoch: i + 1, loss_train_nats: 4 * (i + 1) ** -0.4 })),
      );
    expect(even(12)).toContain("12 points are too few to find a knee.");
    expect(even(16)).toContain("No knee is found, but with 16 points many knees are missed.");
    expect(short(240)).toContain("There is no knee");
  });

  it("says how a slope depends on the window where the curve is no power law", () => {
    expect(summaryOf(run((epoch) => Math.log(0.5 + 2 * epoch ** -0.7)))).toMatch(
      /A single power law after epoch 0\.25 has exponent α = 0\.\d+ \(.*\); over other windows, α is 0\.\d+ to 0\.\d+\./,
    );
  });

  it("warns of slopes in a log that begins late, and only there", () => {
    const decay = (epoch: number): number => 1 - 0.3 * Math.log(epoch);
    const from = (first: number): LogRecord[] =>
      run(decay).map(({ step, loss_train_nats: loss = null }) => ({
        step: first + Number(step),
        loss_train_nats: loss,
      }));
    expect(summaryOf(from(100_000))).toContain("The log starts late in training");
    expect(summaryOf(from(200))).not.toContain("The log starts late");
    expect(summaryOf(run(decay))).not.toContain("The log starts late");
  });

  it("names the drop of the learning rate at which the fits stop", () => {
    const dropping = run(
      (epoch) => 1 - 0.3 * Math.log(epoch) - (epoch > 30 ? 0.6 : 0),
      (epoch) => ({ lr: epoch > 30 ? 0.01 : 0.1 }),
    );
    expect(summaryOf(dropping)).toContain("The learning rate drops at epoch 30. Fits end at epoch 30.");
  });

  it("names the divergence before all else", () => {
    const diverging = run((epoch) => (epoch > 40 ? 3 : -0.3 * Math.log(epoch)));
    expect(summaryOf(diverging)).toContain("The loss diverges at epoch 40.3; the fits use only what came before.");
  });

  it("of a run that turned NaN or 0 says so once, and does not call it diverged", () => {
    const lost = (loss: number): string =>
      summaryOf(
        run((epoch) => -0.3 * Math.log(epoch)).map((record, i) =>
          i < 150 ? record : { ...record, loss_train_nats: loss },
        ),
      );
    expect(lost(NaN)).toBe(
      "The loss is NaN from epoch 37.8 on, so no model is fitted: 38% of the training losses are not positive numbers, and a fit allows at most 5%.",
    );
    expect(lost(0)).toMatch(/^The loss is 0 from epoch 37\.8 on, so no model is fitted: 38% of/);
    const late = run((epoch) => -0.3 * Math.log(epoch)).map((record, i) =>
      i < 235 ? record : { ...record, loss_train_nats: NaN },
    );
    expect(summaryOf(late)).toContain("The loss is NaN from epoch 59 on; the fits use only what came before.");
    expect(summaryOf(late)).not.toContain("diverge");
  });

  it("takes a bend at the end before a divergence for its beginning", () => {
    const rising = (from: number, epoch: number): number =>
      2 - 0.1 * Math.min(epoch, 12) - 0.4 * Math.log(Math.max(epoch, 12) / 12) + 0.1 * Math.max(0, epoch - from);
    const text = (from: number): string => summaryOf(run((epoch) => (epoch > 40 ? 3 : rising(from, epoch))));
    expect(text(39)).toMatch(/fits the loss well \(R² 0\.9\d+\), but not within its noise\. Burn-in ends/);
    expect(text(38.5)).toMatch(
      /^From epoch 0\.25 to 38\.5 the loss is best described by an exponential that turns into a power law\. Burn-in ends/,
    );
    expect(text(39) + text(38.5)).not.toContain("bends");
  });

  it("says where the curvature settles, or that it has not", () => {
    const power = (epoch: number): number => 1 - 0.3 * Math.log(epoch);
    const settling = run(power, (epoch) => ({ lambda_max: 5 + Math.min(epoch, 20) }));
    expect(summaryOf(settling)).toMatch(/The curvature plateau starts at epoch (18|19)/);
    const rising = run(power, (epoch) => ({ lambda_max: 5 + epoch }));
    expect(summaryOf(rising)).toContain("There is no curvature plateau (still rising at the end of the log).");
  });

  it("of a log without a loss or with too few says so and how many are needed", () => {
    expect(summaryOf([{ step: 1, lr: 1 }])).toBe("No column of the log was recognized as the training loss.");
    expect(summaryOf([{ step: 1, loss_train_nats: NaN }])).toBe("No training loss can be fitted.");
    expect(summaryOf(run(() => 1).slice(0, 5))).toBe(
      "Only 5 bins of the training loss can be fitted, 10 are needed; more bins per epoch (analysis.binsPerEpoch in the contract) would give more.",
    );
  });
});
