import type { LogTable } from "../../log/columns/columns.ts";
import type { Windowed } from "../../log/read/windows.ts";
import { filesThere, lookAtAll, sameLook, type FileFacts } from "../growth/fileFacts.ts";
import { inOrder, readOnce, stretchesOf } from "../growth/stretches.ts";
import { emptyLook } from "../model/emptyLook.ts";
import type { RunLook, RunReader, RunSource } from "../model/format.ts";
import { allProblems } from "../model/problems.ts";
import { interleaved } from "../table/combine.ts";
import { EventFile, wallTimeKey } from "./eventFile.ts";
import { EventFolders } from "./eventFolders.ts";

/** An event file of a run, and what was read of it. */
interface ReadFile extends FileFacts {
  readonly folder: string;
  events: EventFile | null;
}

/**
 * Reads a run of event files at once, and keeps of a long one what its windows keep: files of a folder come one after the
 * other, folders side by side by their wall time.
 */
export class LongEventsReader implements RunReader {
  readonly #folders: EventFolders;
  readonly #windows: Windowed;
  #read: readonly FileFacts[] = [];
  #last: RunLook = emptyLook();

  constructor(source: RunSource, windows: Windowed) {
    this.#folders = new EventFolders(source);
    this.#windows = windows;
  }

  async poll(): Promise<RunLook> {
    const files = await this.#find();
    const same = sameLook(files, this.#read, this.#last);
    if (same !== null) {
      this.#last = same;
      return same;
    }
    const table = await this.#tableOf(files);
    this.#read = files;
    const events = files.flatMap((file) => (file.events === null ? [] : [{ ...file, events: file.events }]));
    const keyOf = (folder: string, key: string): string => this.#folders.keyOf(folder, key);
    const double = new Set(
      events.flatMap(({ folder, events: { double: keys } }) => [...keys].map((key) => keyOf(folder, key))),
    );
    this.#last = {
      ...emptyLook(),
      ...lookAtAll(files),
      table,
      problems: allProblems(events.map((file) => file.events.problems())),
      float32: this.#folders.float32(table.keys, double),
      settings: new Map(events.flatMap((file) => [...file.events.settings])),
    };
    return this.#last;
  }

  async #find(): Promise<readonly ReadFile[]> {
    const folders = this.#folders.all.map(async (folder) =>
      filesThere(await this.#folders.filesIn(folder)).map((file) => ({ ...file, folder, events: null })),
    );
    return (await Promise.all(folders)).flat();
  }

  async #tableOf(files: readonly ReadFile[]): Promise<LogTable> {
    const [only] = files;
    if (files.length === 1 && only !== undefined && !this.#folders.isPrefixed) {
      only.events = new EventFile({ windows: this.#windows });
      await readOnce(only.path, only.events);
      return only.events.builder.table();
    }
    const parts = this.#folders.all.map((folder) => {
      const streams = files
        .filter((file) => file.folder === folder)
        .map((file) => stretchesOf(file.path, (windows) => (file.events = new EventFile({ windows }))));
      return { tables: inOrder(streams), keyOf: (key: string) => this.#folders.keyOf(folder, key) };
    });
    return interleaved(parts, wallTimeKey, this.#windows);
  }
}
