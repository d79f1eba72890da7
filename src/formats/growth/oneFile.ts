import type { LogProblems } from "../../log/records/logProblem.ts";
import { AppendedFile, type FileGrowth } from "./appendedFile.ts";
import type { ByteTaker } from "./fileLook.ts";
import type { TableBuilder } from "../table/tableBuilder.ts";
import { emptyLook } from "../model/emptyLook.ts";
import type { FormatName, RunLook, RunReader, RunSource, Setting } from "../model/format.ts";

/** Each file is a run of its own. */
export function oneFileRuns(format: FormatName, files: readonly string[]): readonly RunSource[] {
  return files.map((path) => ({ format, path, files: [path], part: null, name: null }));
}

/** What makes records of the bytes of one file. */
export interface RecordTaker extends ByteTaker {
  readonly builder: TableBuilder;
  readonly settings?: ReadonlyMap<string, Setting>;
  readonly name?: string | null;
  problems(): LogProblems;
  /** The file has ended: a last record that is whole but for its end counts. */
  end(): void;
}

/** Reads a run that is one file, growing at its end. */
export class OneFileReader implements RunReader {
  readonly #file: AppendedFile;
  readonly #taker: RecordTaker;
  readonly #ended: boolean;
  #last: RunLook = emptyLook();

  constructor(path: string, taker: RecordTaker, growth: FileGrowth) {
    this.#file = new AppendedFile(path, growth);
    this.#taker = taker;
    this.#ended = growth.ended;
  }

  async poll(): Promise<RunLook> {
    const { state, size, modified } = await this.#file.look(this.#taker);
    const gone = state === "gone";
    if (state === "grew" || state === "rebuilt") {
      if (this.#ended) {
        this.#taker.end();
      }
      this.#last = this.#look({ size, modified, rebuilt: state === "rebuilt" });
    } else {
      this.#last = { ...this.#last, changed: gone !== this.#last.gone, rebuilt: false, gone };
    }
    return this.#last;
  }

  #look(file: { readonly size: number; readonly modified: number; readonly rebuilt: boolean }): RunLook {
    const { builder, settings = new Map(), name = null } = this.#taker;
    return {
      ...this.#last,
      ...file,
      changed: true,
      gone: false,
      table: builder.table(),
      problems: this.#taker.problems(),
      texts: builder.texts(),
      settings,
      name,
    };
  }
}
