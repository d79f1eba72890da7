import { dirname, join, relative, sep } from "node:path";
import { readSmallFile, UnusableFileError } from "../log/files/nearestFile.ts";
import { withLockPatiently } from "../log/files/fileLock.ts";
import { fileError } from "../log/files/logError.ts";
import { replaceFile } from "../log/files/replaceFile.ts";
import { t } from "../l10n.ts";
import type { JudgmentChange, RunJudgment } from "../sweep/verdicts/judgmentChange.ts";
import {
  emptyReview,
  judgmentOf,
  parseReview,
  reviewFileName,
  reviewText,
  withJudgment,
  type ReadReview,
  type ReviewFault,
} from "../sweep/verdicts/reviewFile.ts";

/** Room for what people say of tens of thousands of runs. */
const mostBytes = 32 * 1024 * 1024;

/** Writers that come between reading and writing again and again are no person. */
const mostTries = 5;

/** A file of judgments as it is on the disk; null where there is none. */
export async function readReviewFile(path: string): Promise<ReadReview | null> {
  try {
    const text = await readSmallFile(path, mostBytes);
    return text === null ? null : parseReview(text);
  } catch (error) {
    if (error instanceof UnusableFileError) {
      return { ok: false, fault: { message: error.message, line: 1 } };
    }
    throw error;
  }
}

/** A file that could not be used. */
export interface UnusableReview {
  readonly path: string;
  readonly fault: ReviewFault;
}

/** What people said of runs, as files on the disk have it; each file is read once. */
export class JudgmentReader {
  readonly #files = new Map<string, ReadReview | null>();
  readonly #failed: (unusable: UnusableReview) => void;

  /** `failed` is told once of each file that cannot be used; no verdict is taken from it. */
  constructor(failed: (unusable: UnusableReview) => void) {
    this.#failed = failed;
  }

  /** What people said of the run of a log; null where they said nothing. `top`: the last folder that is looked in. */
  async of(log: string, top: string): Promise<RunJudgment | null> {
    for (const path of reviewPlaces(log, top)) {
      const read = await this.#read(path);
      const judgment = read?.ok === true ? judgmentOf(read.file, reviewKey(path, log)) : null;
      if (judgment !== null) {
        return judgment;
      }
    }
    return null;
  }

  async #read(path: string): Promise<ReadReview | null> {
    const known = this.#files.get(path);
    if (known !== undefined) {
      return known;
    }
    const read = await readReviewFile(path);
    this.#files.set(path, read);
    if (read?.ok === false) {
      this.#failed({ path, fault: read.fault });
    }
    return read;
  }
}

/** A change of what is said of some logs. */
export interface ReviewEdit {
  /** Absolute paths, below the file's folder. */
  readonly logs: readonly string[];
  readonly change: JudgmentChange;
  /** When, in ISO 8601. */
  readonly now: string;
}

/**
 * Writes what a person said of some runs into a file of judgments, in one step and on top of what stands there now: what
 * somebody else wrote in the meantime is kept, and other windows wait for their turn.
 * @throws {UnusableFileError} where the file is broken, which is then left as it is; `LogError` where it cannot be written.
 */
export async function editReviewFile(path: string, edit: ReviewEdit): Promise<void> {
  try {
    await withLockPatiently(path, () => edited(path, edit));
  } catch (error) {
    throw error instanceof UnusableFileError ? error : fileError(error, path, "write");
  }
}

async function edited(path: string, { logs, change, now }: ReviewEdit): Promise<void> {
  const runs = logs.map((log) => reviewKey(path, log));
  for (let tries = 1; ; tries += 1) {
    const before = await readSmallFile(path, mostBytes);
    const read = before === null ? ({ ok: true, file: emptyReview } as const) : parseReview(before);
    if (!read.ok) {
      const { message, line } = read.fault;
      throw new UnusableFileError(path, t("{0} was not changed because of line {1}: {2}", path, line, message));
    }
    const text = reviewText(withJudgment(read.file, runs, { change, now }));
    if (tries === mostTries || (await readSmallFile(path, mostBytes)) === before) {
      return replaceFile(path, text);
    }
  }
}

/** What a file of judgments calls a log: its path from the file's folder, with `/`. */
export function reviewKey(path: string, log: string): string {
  return relative(dirname(path), log).split(sep).join("/");
}

/** The folder that holds all runs of a sweep: the deepest one above all of its run folders. */
export function sweepFolder(logs: readonly string[]): string {
  const [first = [], ...others] = logs.map((log) => dirname(dirname(log)).split(sep));
  const shared = others.reduce((common, parts) => {
    const end = common.findIndex((part, i) => part !== parts[i]);
    return end < 0 ? common : common.slice(0, end);
  }, first);
  return shared.join(sep) || sep;
}

/** Places in which the judgment of a log may stand, the nearest first, up to a folder. */
export function reviewPlaces(log: string, top: string): readonly string[] {
  const places: string[] = [];
  for (let folder = dirname(log); ; folder = dirname(folder)) {
    places.push(join(folder, reviewFileName));
    if (folder === top || dirname(folder) === folder || !folder.startsWith(top)) {
      return places;
    }
  }
}
