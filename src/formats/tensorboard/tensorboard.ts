import { basename, dirname } from "node:path";
import type { FileHead, Format, RunSource } from "../model/format.ts";
import { crc32c, masked } from "../wire/crc32c.ts";
import { byStart, isEventFile, runFolder } from "./eventFileNames.ts";
import { LongEventsReader } from "./longEventsReader.ts";
import { TensorboardReader } from "./tensorboardReader.ts";

/** TensorBoard event files, as torch, TensorFlow 1 and TensorFlow 2 write them. */
export const tensorboard: Format = {
  name: "tensorboard",
  precision: "float32",
  globs: ["**/*tfevents*"],
  matches: ({ path, bytes }: FileHead) => isEventFile(basename(path)) && beginsWithRecord(bytes),
  runs: (files) => Promise.resolve(runsOf(files)),
  // Files that grow are read on from where they ended, and all of them is kept.
  open: (source, options) =>
    options.windows === undefined || !options.ended
      ? new TensorboardReader(source, options)
      : new LongEventsReader(source, options.windows),
};

/** Whether a file begins with the header of a record whose checksum fits. */
function beginsWithRecord(bytes: Uint8Array): boolean {
  if (bytes.length < 12) {
    return false;
  }
  const stored = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getInt32(8, true);
  return stored === masked(crc32c(bytes, 0, 8));
}

/** The event files of a folder are one run; so are those of a folder for training and one for validation next to it. */
function runsOf(files: readonly string[]): readonly RunSource[] {
  const folders = new Set(files.map(dirname));
  const runs = new Map<string, string[]>();
  for (const file of files) {
    const folder = runFolder(dirname(file), folders);
    const known = runs.get(folder) ?? [];
    runs.set(folder, known);
    known.push(file);
  }
  return [...runs].map(([path, found]) => ({
    format: "tensorboard",
    path,
    files: found.sort(byStart),
    part: null,
    name: null,
  }));
}
