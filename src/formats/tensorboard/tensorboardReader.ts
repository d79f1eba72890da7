import { dirname } from "node:path";
import { greatest } from "../../extremes.ts";
import type { LogTable } from "../../log/columns/columns.ts";
import { AppendedFile } from "../growth/appendedFile.ts";
import type { FileLook } from "../growth/fileLook.ts";
import { emptyLook } from "../model/emptyLook.ts";
import type { ReaderOptions, RunLook, RunReader, RunSource } from "../model/format.ts";
import { allProblems } from "../model/problems.ts";
import { concatenated, interleaved } from "../table/combine.ts";
import { continues } from "../table/continues.ts";
import { EventFile, wallTimeKey } from "./eventFile.ts";
import { byStart } from "./eventFileNames.ts";
import { EventFolders } from "./eventFolders.ts";

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
  readonly #folders: EventFolders;
  readonly #ended: boolean;
  readonly #files = new Map<string, FollowedFile>();
  #last: RunLook = emptyLook();

  constructor(source: RunSource, { ended }: Pick<ReaderOptions, "ended">) {
    this.#ended = ended;
    this.#folders = new EventFolders(source);
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
      ? await this.#look(all, rebuilt)
      : { ...this.#last, changed: gone !== this.#last.gone, rebuilt: false };
    this.#last = { ...this.#last, gone };
    return this.#last;
  }

  async #look(all: readonly FollowedFile[], rebuilt: boolean): Promise<RunLook> {
    const table = await this.#table(all);
    const double = new Set(all.flatMap(({ path, events }) => [...events.double].map((key) => this.#keyOf(path, key))));
    return {
      ...this.#last,
      changed: true,
      rebuilt: (rebuilt || all.length > 1) && !continues(this.#last.table, table),
      size: all.reduce((sum, { look }) => sum + look.size, 0),
      modified: Math.max(0, greatest(all.map(({ look }) => look.modified))),
      table,
      problems: allProblems(all.map(({ events }) => events.problems())),
      float32: this.#folders.float32(table.keys, double),
      settings: new Map(all.flatMap(({ events }) => [...events.settings])),
    };
  }

  async #table(all: readonly FollowedFile[]): Promise<LogTable> {
    const [only] = all;
    if (all.length === 1 && only !== undefined && !this.#folders.isPrefixed) {
      return only.events.builder.table();
    }
    const parts = await Promise.all(
      this.#folders.all.map(async (folder) => {
        const files = all.filter(({ path }) => dirname(path) === folder).sort((a, b) => byStart(a.path, b.path));
        const ofFiles = files.map(({ events }) => ({ tables: [events.builder.table()], keyOf: (key: string) => key }));
        return { tables: [await concatenated(ofFiles)], keyOf: (key: string) => this.#folders.keyOf(folder, key) };
      }),
    );
    return interleaved(parts, wallTimeKey);
  }

  #keyOf(path: string, key: string): string {
    return this.#folders.keyOf(dirname(path), key);
  }

  async #findFiles(): Promise<void> {
    for (const folder of this.#folders.all) {
      for (const path of await this.#folders.filesIn(folder)) {
        if (!this.#files.has(path)) {
          const look: FileLook = { state: "gone", size: 0, modified: 0 };
          const file = new AppendedFile(path, { writer: "appends", bytes: "binary", ended: this.#ended });
          this.#files.set(path, { path, file, events: new EventFile(), look });
        }
      }
    }
  }
}
