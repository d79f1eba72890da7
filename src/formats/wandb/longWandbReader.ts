import type { Windowed } from "../../log/read/windows.ts";
import { filesThere, lookAtAll, sameLook, type FileFacts } from "../growth/fileFacts.ts";
import { inOrder, stretchesOf } from "../growth/stretches.ts";
import { emptyLook } from "../model/emptyLook.ts";
import type { RunLook, RunReader, RunSource } from "../model/format.ts";
import { allProblems } from "../model/problems.ts";
import { concatenated } from "../table/combine.ts";
import { WandbFile } from "./wandbFile.ts";

/** Reads a run that was resumed at once, its folders one after the other, and keeps of a long one what its windows keep. */
export class LongWandbReader implements RunReader {
  readonly #files: readonly string[];
  readonly #windows: Windowed;
  #read: readonly FileFacts[] = [];
  #last: RunLook = emptyLook();

  constructor({ files }: RunSource, windows: Windowed) {
    this.#files = files;
    this.#windows = windows;
  }

  async poll(): Promise<RunLook> {
    const files = filesThere(this.#files);
    const same = sameLook(files, this.#read, this.#last);
    if (same !== null) {
      this.#last = same;
      return same;
    }
    const takers: WandbFile[] = [];
    const streams = files.map(({ path }) =>
      stretchesOf(path, (windows) => {
        const taker = new WandbFile({ texts: false, windows });
        takers.push(taker);
        return taker;
      }),
    );
    const table = await concatenated([{ tables: inOrder(streams), keyOf: (key) => key }], this.#windows);
    this.#read = files;
    this.#last = {
      ...emptyLook(),
      ...lookAtAll(files),
      table,
      problems: allProblems(takers.map((taker) => taker.problems())),
      settings: new Map(takers.flatMap(({ settings }) => [...settings])),
      name: takers.map(({ name }) => name).findLast((name) => name !== null) ?? null,
    };
    return this.#last;
  }
}
