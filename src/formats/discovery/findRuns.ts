import { addAll, greatest, least } from "../../extremes.ts";
import { statSync } from "node:fs";
import { realpath } from "node:fs/promises";
import { dirname, join, sep } from "node:path";
import picomatch from "picomatch";
import { outputFolder } from "../json/checkpoints.ts";
import type { Format, Precision, RunSource } from "../model/format.ts";
import { readHead } from "../model/fileHead.ts";
import { folderOf } from "../model/place.ts";
import { FormatHeads } from "./formatHeads.ts";
import { formatOf, formats } from "./formats.ts";

/** A run of another format than JSON Lines, and the files that hold the same run less exactly. */
export interface FoundRun extends RunSource {
  readonly also: readonly string[];
}

/** The runs below a folder. */
export interface RunSearch {
  readonly runs: readonly FoundRun[];
  /** By log of JSON Lines, where its folder has no other: the files that hold the same run less exactly. */
  readonly lineNeighbors: ReadonlyMap<string, readonly string[]>;
  /** The logs of JSON Lines, without those that a person named and that begin like another format. */
  readonly lines: readonly string[];
}

export interface SearchOptions {
  /** Those of the logs of JSON Lines that a person named: they are of whatever format they begin like. */
  readonly named?: readonly string[];
  /** What is known of files from an earlier search. */
  readonly heads?: FormatHeads;
  /** Whether a CSV was written by Slopewise, though its log is not there any more. */
  readonly isOurs?: (path: string) => Promise<boolean>;
}

/** Files that are looked at at once. */
const atOnce = 8;

const looked = formats.map((format) => ({ format, isLike: picomatch([...format.globs], { dot: true }) }));

/** Event files go on for some milliseconds after the last checkpoint, even of a run that has ended. */
const aheadBy = 60_000;

const exactness: Readonly<Record<Precision, number>> = { text: 0, float32: 1 };

/** Where logs of the formats usually are. */
export const likelyGlobs: readonly string[] = formats.flatMap(({ globs }) => globs);

/** Whether a file's name is like that of a log; `label`: its path with `/`, from the folder that is searched. */
export function isLikeLog(label: string): boolean {
  return looked.some(({ isLike }) => isLike(label));
}

/**
 * The run of one file that a person named, of that file alone; null where its format is none of ours, and several where
 * it holds several.
 */
export async function runsOfFile(path: string): Promise<readonly RunSource[] | null> {
  const head = readHead(path);
  const like = head === null ? [] : formats.filter((format) => format.matches(head));
  for (const format of like) {
    const runs = await format.runs([path]);
    if (runs.length > 0) {
      return runs.map((run) => ({ ...run, path }));
    }
  }
  return null;
}

/**
 * The runs in files below a folder, told by their names and their first 4 KiB; what is no log is passed over.
 * `labels`: paths with `/` from `root`. `logs`: those of JSON Lines. Where a folder holds one run in two formats, it is
 * listed once, from the most exact: JSON Lines, then numbers as text, then those of single precision.
 */
export async function findRuns(
  root: string,
  labels: readonly string[],
  logs: readonly string[],
  options: SearchOptions = {},
): Promise<RunSearch> {
  const { named = [], heads = new FormatHeads() } = options;
  const byLabel = await formatsOf(root, { labels, named }, heads);
  const lines = logs.filter((log) => !byLabel.has(log));
  const runs = await runsIn(root, await withoutCsvs(root, byLabel, { lines, isOurs: options.isOurs }));
  const byFolder = new Map<string, RunSource[]>();
  for (const run of runs) {
    byFolder.set(folderOf(run), [...(byFolder.get(folderOf(run)) ?? []), run]);
  }
  const lineNeighbors = new Map<string, readonly string[]>();
  for (const log of lines) {
    const folder = dirname(join(root, log));
    const here = byFolder.get(folder) ?? [];
    if (here.length > 0 && lines.filter((other) => dirname(other) === dirname(log)).length === 1) {
      lineNeighbors.set(
        log,
        here.flatMap(({ files }) => files),
      );
    }
  }
  const isNamed = new Set(named.map((label) => join(root, label)));
  for (const folder of new Set(lines.map((log) => dirname(join(root, log))))) {
    byFolder.set(
      folder,
      (byFolder.get(folder) ?? []).filter(({ files }) => files.some((file) => isNamed.has(file))),
    );
  }
  return { runs: withEvents([...byFolder.values()].flatMap(eachOnce)), lineNeighbors, lines };
}

/** The format of each file that is a log, by its label: of one that a person named, whatever it is called. */
async function formatsOf(
  root: string,
  { labels, named }: { readonly labels: readonly string[]; readonly named: readonly string[] },
  heads: FormatHeads,
): Promise<Map<string, Format>> {
  const isNamed = new Set(named);
  const all = [...new Set([...labels, ...named])];
  const found: (Format | null)[] = [];
  const waiting = all.entries();
  const work = async (): Promise<void> => {
    for (const [at, label] of waiting) {
      const like = looked.filter(({ isLike }) => isLike(label)).map(({ format }) => format);
      found[at] = await heads.formatOf(join(root, label), isNamed.has(label) ? formats : like);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return new Map(all.flatMap((label, at) => (found[at] ? [[label, found[at]] as const] : [])));
}

/** The files that are logs of their own, each once: not the CSVs that are kept next to logs of JSON Lines. */
async function withoutCsvs(
  root: string,
  byLabel: ReadonlyMap<string, Format>,
  { lines, isOurs }: { readonly lines: readonly string[]; readonly isOurs: SearchOptions["isOurs"] },
): Promise<ReadonlyMap<string, Format>> {
  const byFile = new Map<string, string>();
  for (const label of byLabel.keys()) {
    const path = join(root, label);
    if (isCsvOf(label, lines) || (label.endsWith(".csv") && (await isOurs?.(path)) === true)) {
      continue;
    }
    // Links make one file appear under several paths, such as below W&B's `latest-run`.
    const file = await realpath(path).catch(() => path);
    byFile.set(file, file === path ? label : (byFile.get(file) ?? label));
  }
  const kept = new Set(byFile.values());
  return new Map([...byLabel].filter(([label]) => kept.has(label)));
}

async function runsIn(root: string, byLabel: ReadonlyMap<string, Format>): Promise<RunSource[]> {
  const byFormat = new Map<Format, string[]>();
  for (const [label, format] of byLabel) {
    byFormat.set(format, [...(byFormat.get(format) ?? []), join(root, label)]);
  }
  const runs: RunSource[] = [];
  for (const [format, files] of byFormat) {
    addAll(runs, await format.runs(files));
  }
  return runs;
}

/**
 * The Trainer of Hugging Face keeps event files in `runs/` of its output folder: the same run as its checkpoints there.
 * Nothing is written between checkpoints, so that the event files are read where they are ahead.
 */
function withEvents(runs: readonly FoundRun[]): readonly FoundRun[] {
  const states = runs.filter(({ format }) => format === "hugging-face");
  const pairs = runs
    .filter(({ format }) => format === "tensorboard")
    .flatMap((events) => {
      const here = states.filter(({ path }) => events.path.startsWith(join(outputFolder(path), "runs", sep)));
      const [state] = here;
      return state !== undefined && here.length === 1 ? [{ state, events }] : [];
    });
  // With several of a kind nobody knows which of them belong together.
  const single = pairs.filter(({ state }) => pairs.filter((other) => other.state === state).length === 1);
  const other = new Map<FoundRun, FoundRun>();
  for (const { state, events } of single) {
    const isAhead = lastWrite(events.files) > lastWrite(state.files) + aheadBy;
    const [taken, left] = isAhead ? [events, state] : [state, events];
    other.set(left, taken);
  }
  return runs.flatMap((run) => {
    const repeats = [...other].filter(([, taken]) => taken === run).flatMap(([left]) => left.files);
    return other.has(run) ? [] : [{ ...run, also: [...run.also, ...repeats] }];
  });
}

function lastWrite(files: readonly string[]): number {
  return Math.max(0, greatest(files.map((file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0)));
}

/** Whether a CSV is the one that is kept next to a log of JSON Lines. */
function isCsvOf(label: string, logs: readonly string[]): boolean {
  const stem = label.replace(/(\.derived|\.slopewise)?\.csv$/, "");
  return (
    label.endsWith(".slopewise.csv") || (stem !== label && logs.some((log) => log.replace(/\.[^./]*$/, "") === stem))
  );
}

/** The runs of a folder, without those that it holds more exactly in another format. */
function eachOnce(here: readonly RunSource[]): readonly FoundRun[] {
  const best = least(here.map(rank));
  const exact = here.filter((run) => rank(run) === best);
  const others = here.filter((run) => rank(run) !== best);
  // With several logs in a folder nobody knows which of them the others repeat.
  return exact.length > 1
    ? here.map((run) => ({ ...run, also: [] }))
    : exact.map((run) => ({ ...run, also: others.flatMap(({ files }) => files) }));
}

function rank({ format }: RunSource): number {
  return exactness[formatOf(format).precision];
}
