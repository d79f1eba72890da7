import { greatest } from "../../extremes.ts";
import { readdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { AppendedFile } from "../growth/appendedFile.ts";
import type { FileLook } from "../growth/fileLook.ts";
import { emptyLook } from "../model/emptyLook.ts";
import type { RunLook, RunReader, RunSource } from "../model/format.ts";
import { allProblems } from "../model/problems.ts";
import { concatenated, interleaved } from "../table/combine.ts";
import { continues } from "../table/continues.ts";
import type { LogTable } from "../../log/columns/columns.ts";
import { EventFile, stepKey, wallTimeKey } from "./eventFile.ts";
import { byStart, isEventFile, isValidation } from "./eventFileNames.ts";

interface FollowedFile {
  readonly path: string;
  readonly file: AppendedFile;
  readonly events: EventFile;
  look: FileLook;
}

/**
 * Reads the event files of one run: those of one folder follow one another in the order in which they were begun, those
 * of a folder for training and one for validation go side by side by their wall time. Files that are begun later join.
 */
export class TensorboardReader implements RunReader {
  readonly #folders: readonly string[];
  /** Null where whatever is in the folders belongs to the run. */
  readonly #only: ReadonlySet<string> | null;
  /** Whether tags have the name of their folder before them; those of a single file that was named have not. */
  readonly #isPrefixed: boolean;
  readonly #files = new Map<string, FollowedFile>();
  #last: RunLook = emptyLook();

  constructor({ path, files }: RunSource) {
    this.#folders = [...new Set(files.map(dirname))].sort();
    this.#only = files.includes(path) ? new Set(files) : null;
    this.#isPrefixed = this.#folders.length > 1 || (this.#only === null && this.#folders.some(isValidation));
  }

  async poll(): Promise<RunLook> {
    const before = [...this.#files.keys()].length;
    await this.#findFiles();
    let changed = this.#files.size !== before;
    let rebuilt = false;
    for (const followed of this.#files.values()) {
      const look = await followed.file.look(followed.events);
      changed ||= look.state === "grew" || look.state === "rebuilt";
      rebuilt ||= look.state === "rebuilt";
      followed.look =
        look.state === "waiting" || look.state === "gone" ? { ...followed.look, state: look.state } : look;
    }
    const all = [...this.#files.values()];
    const gone = all.every(({ look }) => look.state === "gone");
    this.#last = changed
      ? this.#look(all, rebuilt)
      : { ...this.#last, changed: gone !== this.#last.gone, rebuilt: false };
    this.#last = { ...this.#last, gone };
    return this.#last;
  }

  #look(all: readonly FollowedFile[], rebuilt: boolean): RunLook {
    const table = this.#table(all);
    const double = new Set(all.flatMap(({ path, events }) => [...events.double].map((key) => this.#keyOf(path, key))));
    return {
      ...this.#last,
      changed: true,
      rebuilt: (rebuilt || all.length > 1) && !continues(this.#last.table, table),
      size: all.reduce((sum, { look }) => sum + look.size, 0),
      modified: Math.max(0, greatest(all.map(({ look }) => look.modified))),
      table,
      problems: allProblems(all.map(({ events }) => events.problems())),
      float32: new Set(table.keys.filter((key) => key !== stepKey && key !== wallTimeKey && !double.has(key))),
      settings: new Map(all.flatMap(({ events }) => [...events.settings])),
    };
  }

  #table(all: readonly FollowedFile[]): LogTable {
    const [only] = all;
    if (all.length === 1 && only !== undefined && !this.#isPrefixed) {
      return only.events.builder.table();
    }
    const parts = this.#folders.map((folder) => {
      const files = all.filter(({ path }) => dirname(path) === folder).sort((a, b) => byStart(a.path, b.path));
      const table = concatenated(files.map(({ events }) => ({ table: events.builder.table(), keyOf: (key) => key })));
      return { table, keyOf: (key: string) => this.#keyOf(join(folder, "-"), key) };
    });
    return interleaved(parts, wallTimeKey);
  }

  /** The name of a tag in the run: with its folder, where that tells training from validation. */
  #keyOf(path: string, key: string): string {
    const isClock = key === stepKey || key === wallTimeKey;
    return isClock || !this.#isPrefixed ? key : `${basename(dirname(path))}/${key}`;
  }

  async #findFiles(): Promise<void> {
    for (const folder of this.#folders) {
      const names = await readdir(folder).catch(() => []);
      for (const path of names.filter(isEventFile).map((name) => join(folder, name))) {
        if (!this.#files.has(path) && (this.#only?.has(path) ?? true)) {
          const look: FileLook = { state: "gone", size: 0, modified: 0 };
          this.#files.set(path, { path, file: new AppendedFile(path, "appends"), events: new EventFile(), look });
        }
      }
    }
  }
}
