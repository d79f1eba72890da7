import { basename, dirname } from "node:path";

/** Folders next to each other that TensorBoard's callbacks make for the two halves of one run. */
const halves = new Set(["train", "training", "validation", "valid", "val", "eval", "test"]);

/** Whether a file's name is that of an event file. `.profile-empty` marks a folder of traces and holds nothing. */
export function isEventFile(name: string): boolean {
  return name.includes("tfevents") && !name.endsWith(".profile-empty");
}

/** The order in which event files were begun: by the seconds in their names, then by the number at the end. */
export function byStart(one: string, other: string): number {
  return startOf(one) - startOf(other) || basename(one).localeCompare(basename(other), "en", { numeric: true });
}

function startOf(path: string): number {
  return Number(/tfevents\.(\d+)/.exec(basename(path))?.[1] ?? 0);
}

/** Whether a folder holds one half of a run, whose other half is next to it. */
function isHalf(folder: string): boolean {
  return halves.has(basename(folder).toLowerCase());
}

/** Whether a folder holds the validation of a run, so that its tags say nothing of training. */
export function isValidation(folder: string): boolean {
  return isHalf(folder) && !/^train/i.test(basename(folder));
}

/** The folder that stands for the run of an event file: above it, where the run has one for training and one for validation. */
export function runFolder(folder: string, all: ReadonlySet<string>): string {
  const above = dirname(folder);
  const others = [...all].filter((other) => other !== folder && dirname(other) === above && isHalf(other));
  return isHalf(folder) && others.length > 0 ? above : folder;
}
