import { builtInContract } from "../../../src/contract/model/builtIn.ts";
import { reviewRun, type ReviewedRun } from "../../../src/review/reviewRun.ts";
import type { DoubtSource } from "../../../src/sweep/table/doubtsOf.ts";
import { tableOf } from "../review/tableOf.ts";

/** A run of 30 epochs whose loss is a power law of slope `alpha`, or what `lossAt` says. */
export function reviewedRun(lossAt: (epoch: number) => number, epochs = 30): ReviewedRun {
  return reviewedSource(lossAt, epochs).reviewed;
}

/** The same run with what it was reviewed from. */
export function reviewedSource(lossAt: (epoch: number) => number, epochs = 30): DoubtSource {
  const records = Array.from({ length: epochs * 20 }, (_, i) => {
    const epoch = (i + 1) / 20;
    // A little noise of its own that no seed is needed for.
    const loss = lossAt(epoch) * (1 + 0.01 * Math.sin(i * 12.9898));
    const bits = Number((loss / Math.LN2).toFixed(4));
    return { step: i + 1, epoch, loss_train_nats: loss, loss_train_bits: bits, loss_val_nats: loss + 0.1 };
  });
  const table = tableOf(records);
  const about = { table, contract: builtInContract };
  const reviewed = reviewRun({ run: "a", log: "a/metrics.jsonl", ...about, findings: [], growing: false });
  return { reviewed, ...about };
}
