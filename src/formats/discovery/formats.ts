import { csvFormats } from "../csv/csvFormats.ts";
import { mlflowDatabase } from "../databases/mlflowDatabase.ts";
import { trackio } from "../databases/trackio.ts";
import { dvclive } from "../folders/dvclive.ts";
import { mlflowFolder } from "../folders/mlflowFolder.ts";
import { huggingFace } from "../json/huggingFace.ts";
import { jsonDocument } from "../json/jsonDocument.ts";
import type { Format, FormatName } from "../model/format.ts";
import { tensorboard } from "../tensorboard/tensorboard.ts";
import { wandb } from "../wandb/wandb.ts";

/** All formats that are read besides JSON Lines; of those that a file may be, the first counts. */
export const formats: readonly Format[] = [
  tensorboard,
  wandb,
  trackio,
  mlflowDatabase,
  huggingFace,
  jsonDocument,
  mlflowFolder,
  dvclive,
  ...csvFormats,
];

/** The format of a name. */
export function formatOf(name: FormatName): Format {
  const format = formats.find((one) => one.name === name);
  if (format === undefined) {
    throw new RangeError(`there is no format ${name}`);
  }
  return format;
}
