import { greatest } from "../../extremes.ts";
import { AppendedFile } from "../growth/appendedFile.ts";
import type { FileLook } from "../growth/fileLook.ts";
import { emptyLook } from "../model/emptyLook.ts";
import type { ReaderOptions, RunLook, RunReader, RunSource } from "../model/format.ts";
import { allProblems } from "../model/problems.ts";
import { concatenated } from "../table/combine.ts";
import { continues } from "../table/continues.ts";
import { WandbFile, wandbGrowth } from "./wandbFile.ts";

interface FollowedFile {
  readonly file: AppendedFile;
  readonly taker: WandbFile;
  look: FileLook;
}

/** Reads a run that was resumed: its folders one after the other. Settings and name are those of the last. */
export class WandbReader implements RunReader {
  readonly #files: readonly FollowedFile[];
  #last: RunLook = emptyLook();

  constructor({ files }: RunSource, options: ReaderOptions) {
    this.#files = files.map((path) => ({
      file: new AppendedFile(path, wandbGrowth(options)),
      taker: new WandbFile(options),
      look: { state: "gone", size: 0, modified: 0 },
    }));
  }

  async poll(): Promise<RunLook> {
    for (const followed of this.#files) {
      followed.look = await followed.file.look(followed.taker);
    }
    const looks = this.#files.map(({ look }) => look);
    const gone = looks.every(({ state }) => state === "gone");
    if (!looks.some(({ state }) => state === "grew" || state === "rebuilt")) {
      this.#last = { ...this.#last, changed: gone !== this.#last.gone, rebuilt: false, gone };
      return this.#last;
    }
    const takers = this.#files.map(({ taker }) => taker);
    const table = await concatenated(takers.map(({ builder }) => ({ tables: [builder.table()], keyOf: (key) => key })));
    this.#last = {
      ...this.#last,
      changed: true,
      rebuilt: !continues(this.#last.table, table),
      gone: false,
      size: looks.reduce((sum, { size }) => sum + size, 0),
      modified: greatest(looks.map(({ modified }) => modified)),
      table,
      problems: allProblems(takers.map((taker) => taker.problems())),
      settings: new Map(takers.flatMap(({ settings }) => [...settings])),
      name: takers.map(({ name }) => name).findLast((name) => name !== null) ?? null,
    };
    return this.#last;
  }
}
