import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { otherFormats } from "../../testData.ts";

/** A log that grows at its end, by the name under which its format is known. */
export interface GrownCase {
  readonly name: string;
  readonly bytes: Buffer;
  /** A second log of the same format, that takes its place. */
  readonly other: Buffer;
}

function grown(file: string, other: string): GrownCase {
  const read = (path: string): Buffer => readFileSync(join(otherFormats, path));
  return { name: basename(file), bytes: read(file), other: read(other) };
}

/** The log of test-tube, of which no real one may be redistributed: a row an epoch from a loss on. */
function ofTestTube(loss: number): Buffer {
  const rows = Array.from(
    { length: 12 },
    (_, epoch) =>
      `2020-01-01 00:00:${10 + epoch}.000001,${epoch},${loss / (epoch + 1)},${epoch === 7 ? "nan" : loss}\n`,
  );
  return Buffer.from(`created_at,epoch,train_loss,val_loss\n${rows.join("")}`);
}

/** One real log of each format that grows at its end. */
export const grownCases: readonly GrownCase[] = [
  grown(
    "tensorboard/sb3-torch/events.out.tfevents.1761924447.host.5700.0",
    "tensorboard/lightning-two-files/events.out.tfevents.1681387098.host.12131.0",
  ),
  grown("lightning/ml-aos/metrics.csv", "synthetic/lightning-growing/state-3/metrics.csv"),
  grown("ultralytics/padded/results.csv", "synthetic/ultralytics-time/results.csv"),
  grown("keras/multimodal/training_log.csv", "keras/deepfake/training_log.csv"),
  grown("wandb/live/run-wm3live.wandb", "wandb/nan-inf/run-nanedge1.wandb"),
  { name: "metrics.csv", bytes: ofTestTube(3), other: ofTestTube(2) },
  grown("dvclive/face/dvclive/plots/metrics/train/loss.tsv", "dvclive/face/dvclive/plots/metrics/train/accuracy.tsv"),
  grown("synthetic/ultralytics-time/results.csv", "ultralytics/padded/results.csv"),
  grown("sb3/job-shop/progress.csv", "synthetic/sb3-growing/state-2/progress.csv"),
];
