import { DatabaseFile } from "../growth/databaseFile.ts";
import { emptyLook } from "../model/emptyLook.ts";
import type { RunLook, RunReader, Setting } from "../model/format.ts";
import { continues } from "../table/continues.ts";
import type { TableBuilder } from "../table/tableBuilder.ts";
import { askDatabase, type Questions } from "./sqlite.ts";

/** What is known of one run of a database. */
export interface DatabaseRun {
  readonly builder: TableBuilder;
  readonly settings: ReadonlyMap<string, Setting>;
  readonly name: string | null;
}

/** Asks a database for one run. */
export interface RunQuestions {
  /** Takes the rows that are new, or all of them where the earlier ones are not what they were. */
  update(database: Questions): void;
  run(): DatabaseRun;
}

/** Reads one run of a database. */
export class DatabaseReader implements RunReader {
  readonly #path: string;
  readonly #file: DatabaseFile;
  readonly #begin: () => RunQuestions;
  #questions: RunQuestions;
  #last: RunLook = emptyLook();

  constructor(path: string, begin: () => RunQuestions) {
    this.#path = path;
    this.#file = new DatabaseFile(path);
    this.#begin = begin;
    this.#questions = begin();
  }

  async poll(): Promise<RunLook> {
    const { state, size, modified } = await this.#file.look(() =>
      askDatabase(this.#path, (database) => this.#questions.update(database)),
    );
    if (state === "waiting") {
      // What was taken may be half of what was being written.
      this.#questions = this.#begin();
    }
    if (state !== "changed") {
      const gone = state === "gone";
      this.#last = { ...this.#last, changed: gone !== this.#last.gone, rebuilt: false, gone };
      return this.#last;
    }
    const { builder, settings, name } = this.#questions.run();
    const table = builder.table();
    this.#last = {
      ...this.#last,
      changed: true,
      rebuilt: !continues(this.#last.table, table),
      gone: false,
      size,
      modified,
      table,
      texts: builder.texts(),
      settings,
      name,
    };
    return this.#last;
  }
}
