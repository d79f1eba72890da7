import { greatest } from "../../extremes.ts";
import { stat } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { readRegular, TooLargeFileError } from "../../log/files/regularFile.ts";
import { mostDocumentBytes } from "../growth/rewrittenFile.ts";
import type { FileHead, Format, RunSource } from "../model/format.ts";
import { goesOnFrom, historyOf, outputFolder, type History } from "./checkpoints.ts";
import { HuggingFaceReader } from "./huggingFaceReader.ts";

/** The state that the Trainer of Hugging Face's Transformers writes into each checkpoint. */
export const huggingFace: Format = {
  name: "hugging-face",
  precision: "text",
  globs: ["**/trainer_state.json"],
  matches: ({ text }: FileHead) => /^\s*\{/.test(text) && /"log_history"\s*:\s*\[/.test(text),
  runs: runsOf,
  open: (source, options) => new HuggingFaceReader(source, options),
};

/** Files that were written within so many milliseconds may be copies, whose times say nothing. */
const sameTime = 60_000;

interface Checkpoint {
  readonly file: string;
  readonly history: History;
  readonly modified: number;
}

/**
 * The checkpoints of an output folder whose histories go on from one another are one run; a folder often holds stale
 * ones of other runs, which are runs of their own. The run that was written last has the folder's name.
 */
async function runsOf(files: readonly string[]): Promise<readonly RunSource[]> {
  const byFolder = new Map<string, Checkpoint[]>();
  for (const file of files) {
    const checkpoint = await checkpointAt(file);
    if (checkpoint !== null) {
      const folder = outputFolder(file);
      byFolder.set(folder, [...(byFolder.get(folder) ?? []), checkpoint]);
    }
  }
  return [...byFolder].flatMap(([folder, checkpoints]) => runsIn(folder, checkpoints));
}

function runsIn(folder: string, checkpoints: readonly Checkpoint[]): readonly RunSource[] {
  const runs: Checkpoint[][] = [];
  for (const one of checkpoints.toSorted((a, b) => b.history.length - a.history.length || b.modified - a.modified)) {
    const run = runs.find(([longest]) => longest !== undefined && goesOnFrom(one.history, longest.history));
    if (run === undefined) {
      runs.push([one]);
    } else {
      run.push(one);
    }
  }
  // Copies have about the same time; then the longest counts, which comes first.
  const latest = runs.find((run) => lastWritten(run) > greatest(runs.map(lastWritten)) - sameTime);
  return runs.map((run) => {
    const path = run[0]?.file ?? folder;
    const name = run === latest ? basename(folder) : `${basename(folder)}/${basename(dirname(path))}`;
    return { format: "hugging-face", path, files: run.map(({ file }) => file), part: null, name };
  });
}

function lastWritten(run: readonly Checkpoint[]): number {
  return greatest(run.map(({ modified }) => modified));
}

async function checkpointAt(file: string): Promise<Checkpoint | null> {
  // A checkpoint that goes while it is looked at, as old ones do, is none.
  try {
    const history = await historyAt(file);
    return history === null ? null : { file, history, modified: (await stat(file)).mtimeMs };
  } catch {
    return null;
  }
}

/** None of a checkpoint that is too large: whoever reads it says so. */
async function historyAt(file: string): Promise<History | null> {
  try {
    return await historyOf((await readRegular(file, mostDocumentBytes)).toString("utf8"));
  } catch (error) {
    if (error instanceof TooLargeFileError) {
      return [];
    }
    throw error;
  }
}
