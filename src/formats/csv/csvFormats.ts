import type { FileHead, Format, FormatName } from "../model/format.ts";
import { oneFileRuns } from "../growth/oneFile.ts";
import { readCell } from "./cells.ts";
import { csvFile } from "./csvFile.ts";
import { csvHead, namesColumns, type CsvHead } from "./header.ts";

/** What a Keras CSVLogger logs besides the epoch. */
const kerasMetric = /(^|_)(loss|acc|accuracy|auc|mae|mse|lr|learning_rate)$/;

function has(names: readonly string[], ...wanted: readonly string[]): boolean {
  return wanted.every((name) => names.includes(name));
}

/** Ultralytics (YOLOv8 and later) and YOLOv5: one row an epoch, padded by the older ones. */
const ultralytics = csvFormat("ultralytics", ["**/results*.csv"], ({ names }) => {
  return names[0] === "epoch" && names.some((name) => /^(train|metrics|val)\//.test(name));
});

/** Lightning's CSVLogger: sparse rows, rewritten whole when a metric is new. */
const lightning = csvFormat("lightning", ["**/metrics.csv"], ({ names }) => has(names, "step"));

/** Lightning before 0.8. */
const testTube = csvFormat("test-tube", ["**/metrics.csv"], ({ names }) => {
  return has(names, "created_at") && !has(names, "step");
});

/** Stable-Baselines3, OpenAI Baselines and what took its logger over: rewritten in place when a key is new. */
const stableBaselines3 = csvFormat("stable-baselines3", ["**/progress*.csv"], ({ names }) => {
  const counted = names.some((name) => /^(time|misc)\/total_timesteps$/.test(name));
  return counted || has(names, "step", "loss_q0") || has(names, "step", "loss");
});

/** Keras' CSVLogger, whose file may have any name: one row an epoch. */
const keras = csvFormat("keras", ["**/*.csv", "**/*.log"], ({ names, row }) => {
  return (
    names[0] === "epoch" && names.some((name) => kerasMetric.test(name)) && typeof readCell(row?.[0] ?? "") === "number"
  );
});

/** Any other CSV with numbers below names: read where a person names the file, and not looked for. */
const plain = csvFormat("csv", [], ({ names, row }) => {
  return namesColumns(names) && (row ?? []).some((cell) => typeof readCell(cell) === "number");
});

/** The CSV family, the most telling first. */
export const csvFormats: readonly Format[] = [ultralytics, testTube, lightning, stableBaselines3, keras, plain];

function csvFormat(name: FormatName, globs: readonly string[], isOurs: (head: CsvHead) => boolean): Format {
  return {
    name,
    precision: "text",
    globs,
    matches: ({ text }: FileHead) => {
      const head = csvHead(text);
      return head !== null && isOurs(head);
    },
    runs: (files) => Promise.resolve(oneFileRuns(name, files)),
    open: ({ path }, options) => csvFile(path, options),
  };
}
