import { readdir } from "node:fs/promises";
import { basename, dirname, join, normalize } from "node:path";
import type { RunSource } from "../model/format.ts";
import { stepKey, wallTimeKey } from "./eventFile.ts";
import { byStart, isEventFile, isValidation } from "./eventFileNames.ts";

/** The folders of a run of event files, and what its tags are called. */
export class EventFolders {
  readonly all: readonly string[];
  /** Null where whatever is in the folders belongs to the run. */
  readonly #only: ReadonlySet<string> | null;
  /** Whether tags have the name of their folder before them; those of a single file that was named have not. */
  readonly isPrefixed: boolean;

  constructor({ path, files }: Pick<RunSource, "path" | "files">) {
    // A path that a person named may have `..` in it, which those of the files in a folder have not.
    const paths = files.map((file) => normalize(file));
    this.all = [...new Set(paths.map(dirname))].sort();
    this.#only = files.includes(path) ? new Set(paths) : null;
    this.isPrefixed = this.all.length > 1 || (this.#only === null && this.all.some(isValidation));
  }

  /** The event files of a folder that belong to the run, in the order in which they were begun. */
  async filesIn(folder: string): Promise<readonly string[]> {
    const names = await readdir(folder).catch(() => []);
    const paths = names.filter(isEventFile).map((name) => join(folder, name));
    return paths.filter((path) => this.#only?.has(path) ?? true).sort(byStart);
  }

  /** The name in the run of a column of a folder: with the folder, where that tells training from validation. */
  keyOf(folder: string, key: string): string {
    const isClock = key === stepKey || key === wallTimeKey;
    return isClock || !this.isPrefixed ? key : `${basename(folder)}/${key}`;
  }

  /** Which of a run's columns have numbers of single precision; `double`: those of more. */
  float32(keys: readonly string[], double: ReadonlySet<string>): ReadonlySet<string> {
    return new Set(keys.filter((key) => key !== stepKey && key !== wallTimeKey && !double.has(key)));
  }
}
