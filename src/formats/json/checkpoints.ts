import { basename, dirname } from "node:path";
import { arrayItems, type JsonItem } from "./arrayItems.ts";

/** The records of a checkpoint's `log_history`, in order. */
export type History = readonly JsonItem[];

/** The history in the text of a `trainer_state.json`; null where it is not whole. */
export function historyOf(text: string): Promise<History | null> {
  return arrayItems(text, "log_history");
}

/** Whether a longer history begins with a shorter one: they are of one run. An empty one says nothing of that. */
export function goesOnFrom(shorter: History, longer: History): boolean {
  return (
    shorter.length > 0 &&
    shorter.length <= longer.length &&
    shorter.every(({ text }, index) => text === longer[index]?.text)
  );
}

/** Whether a folder is that of a checkpoint, whose output folder is above it. */
export function isCheckpoint(folder: string): boolean {
  return /^checkpoint-\d+$/.test(basename(folder));
}

/** The output folder of the run that a `trainer_state.json` is of. */
export function outputFolder(file: string): string {
  const folder = dirname(file);
  return isCheckpoint(folder) ? dirname(folder) : folder;
}
