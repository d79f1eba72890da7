import { builtInContract } from "../../../src/contract/model/builtIn.ts";
import { reviewRun, type ReviewedRun } from "../../../src/review/reviewRun.ts";
import { tableOf } from "../review/tableOf.ts";

/** A run of 30 epochs whose loss is a power law of slope `alpha`, or what `lossAt` says. */
export function reviewedRun(lossAt: (epoch: number) => number, epochs = 30): ReviewedRun {
  const records = Array.from({ length: epochs * 20 }, (_, i) => {
    const epoch = (i + 1) / 20;
    // A little noise of its own that no seed is needed for.
    const loss = lossAt(epoch) * (1 + 0.01 * Math.sin(i * 12.9898));
    return { step: i + 1, epoch, loss_train_nats: loss, loss_val_nats: loss + 0.1 };
  });
  const table = tableOf(records);
  return reviewRun({
    run: "a",
    log: "a/metrics.jsonl",
    table,
    contract: builtInContract,
    findings: [],
    growing: false,
  });
}
