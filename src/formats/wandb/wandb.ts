import { closeSync } from "node:fs";
import { basename, dirname } from "node:path";
import { openLog } from "../../log/files/regularFile.ts";
import { readAt } from "../../log/files/readAt.ts";
import { OneFileReader } from "../growth/oneFile.ts";
import type { FileHead, Format, RunSource } from "../model/format.ts";
import { headerBytes, magic, WandbFile, wandbGrowth } from "./wandbFile.ts";
import { LongWandbReader } from "./longWandbReader.ts";
import { WandbReader } from "./wandbReader.ts";

/** The run's own record comes first; its name is in so many bytes. */
const nameBytes = 64 * 1024;

/** Logs of Weights & Biases as they lie on the disk, online runs and offline ones alike. */
export const wandb: Format = {
  name: "wandb",
  precision: "text",
  globs: ["**/*.wandb"],
  matches: ({ bytes }: FileHead) => bytes.length >= headerBytes && magic.every((byte, at) => bytes[at] === byte),
  runs: (files) => Promise.resolve(runsOf(files)),
  open: (source, options) =>
    source.files.length === 1
      ? new OneFileReader(source.path, new WandbFile(options), wandbGrowth(options))
      : options.windows === undefined || !options.ended
        ? new WandbReader(source, options)
        : new LongWandbReader(source, options.windows),
};

/** The folders of a run that was resumed have one id: they are one run, in the order of the times in their names. */
function runsOf(files: readonly string[]): readonly RunSource[] {
  const runs = new Map<string, { name: string | null; readonly files: string[] }>();
  for (const file of [...files].sort((one, other) => byTime(one, other))) {
    const { id, name } = headOf(file);
    const key = id === null ? file : `${dirname(dirname(file))} ${id}`;
    const run = runs.get(key) ?? { name, files: [] };
    runs.set(key, run);
    run.name = name ?? run.name;
    run.files.push(file);
  }
  return [...runs.values()].map(({ name, files: found }) => ({
    format: "wandb",
    path: found.at(-1) ?? "",
    files: found,
    part: null,
    name,
  }));
}

function byTime(one: string, other: string): number {
  const time = (path: string): string => /\d{8}_\d{6}/.exec(basename(dirname(path)))?.[0] ?? "";
  return time(one).localeCompare(time(other)) || one.localeCompare(other);
}

function headOf(path: string): Pick<WandbFile, "id" | "name"> {
  const taker = new WandbFile({ texts: false });
  try {
    const { file } = openLog(path);
    try {
      taker.push(readAt(file, 0, nameBytes));
    } finally {
      closeSync(file);
    }
  } catch {
    // Whoever reads the run will say why it cannot be read.
  }
  return taker;
}
