import { greatest } from "../../../extremes.ts";
import { stat } from "node:fs/promises";
import type { LogTable } from "../../../log/columns/columns.ts";
import type { Windowed } from "../../../log/read/windows.ts";
import { runCsvPath } from "../../../formats/convert/runCsvPath.ts";
import { emptyLook } from "../../../formats/model/emptyLook.ts";
import type { Format, RunLook, RunReader, RunSource } from "../../../formats/model/format.ts";
import { Turns } from "../../../turns.ts";
import type { RunFollower, RunPoll } from "./runFollower.ts";

/** A log that was not written to for so many milliseconds has ended: a last line counts without its newline then. */
const endedAfter = 10 * 60_000;

/** A file that was written to within so many milliseconds, and not taken, may be one that is being rewritten. */
const settlesWithin = 10_000;

/**
 * Follows a run of another format than JSON Lines by the reader of its format. It writes nothing and keeps nothing from
 * session to session. Invariant: polls never overlap.
 */
export class ForeignFollower implements RunFollower {
  /** Where its CSV goes when a person asks for one. */
  readonly csvPath: string;
  readonly #source: RunSource;
  readonly #format: Format;
  readonly #windows: Windowed | undefined;
  #reader: RunReader | null = null;
  /** Whether the reader takes the log for one that has ended. */
  #ended = false;
  #last: RunLook = emptyLook();
  /** What the last poll came to, where the log was read beyond it since; the next poll says what is new. */
  #polled: RunLook | null = null;
  readonly #turns = new Turns();

  /** `format`: that of the source. `windows`: who reads the log where it is too long to be kept. */
  constructor(source: RunSource, format: Format, windows?: Windowed) {
    this.#source = source;
    this.#format = format;
    this.#windows = windows;
    this.csvPath = runCsvPath(source);
  }

  /** Nothing is written unasked, whatever the setting. */
  setWriteCsv(): void {
    // Other tools' folders are theirs.
  }

  poll(): Promise<RunPoll> {
    return this.#turns.take(() => this.#poll());
  }

  /** Has a long log read again; null where it is not there or not whole now. @throws {LogError} where it cannot be read. */
  readAgain(): Promise<LogTable | null> {
    return this.#turns.take(async () => {
      const reader = this.#newReader();
      const look = await reader.poll();
      if (!look.changed) {
        return null;
      }
      this.#reader = reader;
      this.#polled ??= this.#last;
      this.#last = look;
      return look.table;
    });
  }

  /** The same, for columns that were not kept: its windows say which are. */
  readColumns(): Promise<LogTable | null> {
    return this.readAgain();
  }

  snapshot(): null {
    return null;
  }

  async dispose(): Promise<void> {
    await this.#turns.ended();
  }

  async #poll(): Promise<RunPoll> {
    const written = await this.#lastWrite();
    const { reader, isNew } = this.#open(Date.now() - written > endedAfter);
    const look = await reader.poll();
    // A reader that starts over knows nothing for as long as the files are not whole: what was known last stays.
    const keeps = isNew && !look.changed && this.#last.table.records > 0;
    this.#reader = keeps ? null : reader;
    this.#last = keeps ? { ...this.#last, changed: false, rebuilt: false } : look;
    const { changed, rebuilt, gone, modified } = this.#withGrowth();
    const waits = !changed && !gone && written > modified + 1 && Date.now() - written < settlesWithin;
    return {
      ...this.#last,
      changed,
      rebuilt: changed && (rebuilt || isNew),
      marks: null,
      csv: { state: "off", message: null },
      waits,
    };
  }

  /** The last look, with what was read again between two polls as news of the second one. */
  #withGrowth(): RunLook {
    const [before, now] = [this.#polled, this.#last];
    this.#polled = null;
    const isNew = before !== null && (before.size !== now.size || before.modified !== now.modified);
    return isNew ? { ...now, changed: true, rebuilt: now.rebuilt || now.table.records < before.table.records } : now;
  }

  /** The reader as the log's age asks for: one takes a last line without its newline for whole, the other does not. */
  #open(ended: boolean): { readonly reader: RunReader; readonly isNew: boolean } {
    if (this.#reader !== null && ended === this.#ended) {
      return { reader: this.#reader, isNew: false };
    }
    this.#ended = ended;
    return { reader: this.#newReader(), isNew: true };
  }

  #newReader(): RunReader {
    return this.#format.open(this.#source, { texts: false, ended: this.#ended, windows: this.#windows });
  }

  /** When one of the run's files was written last, in milliseconds since 1970; now where none is there. */
  async #lastWrite(): Promise<number> {
    const times = await Promise.all(
      this.#source.files.map((file) =>
        stat(file).then(
          ({ mtimeMs }) => mtimeMs,
          () => 0,
        ),
      ),
    );
    const last = Math.max(0, this.#last.modified, greatest(times));
    return last === 0 ? Date.now() : last;
  }
}
