import type { LogProblems } from "../../log/records/logProblem.ts";
import { ProblemList } from "../../log/records/problemList.ts";
import { t } from "../../l10n.ts";
import type { FileGrowth } from "../growth/appendedFile.ts";
import type { RecordTaker } from "../growth/oneFile.ts";
import { addJsonText, settingOf } from "../json/jsonCells.ts";
import type { ReaderOptions, Setting } from "../model/format.ts";
import { TableBuilder, type TableOptions } from "../table/tableBuilder.ts";
import { ByteKeys } from "../wire/byteKeys.ts";
import { WireError, WireReader, wireTypes } from "../wire/wireReader.ts";
import { LevelLog } from "./levelLog.ts";

/** `:W&B`, then 0xBEE1 (wandb/sdk/internal/datastore.py); a version follows. */
export const magic: Uint8Array = Uint8Array.of(0x3a, 0x57, 0x26, 0x42, 0xe1, 0xbe);
export const headerBytes = magic.length + 1;

/** How a `.wandb` file grows. */
export function wandbGrowth({ ended }: Pick<ReaderOptions, "ended">): FileGrowth {
  return { writer: "appends", bytes: "binary", ended };
}

/** Fields of `Record` (wandb/proto/wandb_internal.proto) that are read; console output, files and code are not. */
const fields = { history: 2, config: 5, run: 17 } as const;

const stepKey = "_step";

/** One item of a history or of a config: a key and its value as JSON. */
interface Item {
  readonly key: string;
  readonly json: string;
}

/** One `.wandb` file, as far as its bytes came: the history's rows, the config and the run's name. */
export class WandbFile implements RecordTaker {
  readonly #options: TableOptions;
  settings = new Map<string, Setting>();
  name: string | null = null;
  /** By which the folders of a resumed run belong together. */
  id: string | null = null;
  builder: TableBuilder;
  #problems = new ProblemList();
  #log = this.#newLog();
  /** Bytes of the file's header that are still to come. */
  #header = headerBytes;
  /** Whether the file begins as such a file does. */
  #isOurs = true;
  #record = 0;
  #source: Uint8Array = new Uint8Array();
  #reader = new WireReader(this.#source);
  #slots = new ByteKeys<number>();

  constructor({ texts, windows }: TableOptions) {
    this.#options = { texts, windows, inRecords: true };
    this.builder = new TableBuilder(this.#options);
  }

  restart(): void {
    this.settings = new Map();
    this.name = null;
    this.id = null;
    this.builder = new TableBuilder(this.#options);
    this.#problems = new ProblemList();
    this.#log = this.#newLog();
    this.#header = headerBytes;
    this.#isOurs = true;
    this.#record = 0;
    this.#slots = new ByteKeys();
  }

  push(bytes: Uint8Array): void {
    const skipped = Math.min(this.#header, bytes.length);
    const at = headerBytes - this.#header;
    this.#isOurs &&= bytes.subarray(0, skipped).every((byte, index) => byte === (magic[at + index] ?? byte));
    this.#header -= skipped;
    if (bytes.length > skipped) {
      this.#log.push(bytes.subarray(skipped));
    }
  }

  end(): void {
    // A record without its end is none: its checksum cannot be known.
  }

  problems(): LogProblems {
    const reason = t("the file does not begin like a .wandb file");
    return this.#problems.snapshot(this.#isOurs ? [] : [{ kind: "unreadable", line: null, column: null, reason }]);
  }

  #newLog(): LevelLog {
    const bad = (): void => {
      this.#record += 1;
      this.#report(t("the checksum of the record does not match its bytes"));
    };
    return new LevelLog(
      { record: (bytes, start, end) => this.#read(this.#readerOf(bytes, start, end)), bad },
      headerBytes,
    );
  }

  #report(reason: string): void {
    this.#problems.add({ kind: "bad-line", line: this.#record, column: null, reason, unit: "record" });
  }

  /** The reader of the record before, where that stands in the same bytes: making one takes as long as reading. */
  #readerOf(bytes: Uint8Array, start: number, end: number): WireReader {
    if (this.#source !== bytes) {
      this.#source = bytes;
      this.#reader = new WireReader(bytes);
    }
    this.#reader.at = start;
    this.#reader.end = end;
    return this.#reader;
  }

  #read(record: WireReader): void {
    this.#record += 1;
    try {
      while (record.next()) {
        if (record.is(fields.history, wireTypes.bytes)) {
          this.#readHistory(record);
        } else if (record.is(fields.config, wireTypes.bytes)) {
          this.#readConfig(record.message());
        } else if (record.is(fields.run, wireTypes.bytes)) {
          this.#readRun(record.message());
        } else {
          record.skip();
        }
      }
    } catch (error) {
      if (!(error instanceof WireError)) {
        throw error;
      }
      this.#report(t("the record is damaged"));
    }
  }

  /** A row, which the reader passes over. The step of its own field counts before a `_step` among the items, which may be missing. */
  #readHistory(history: WireReader): void {
    const outer = history.end;
    const end = history.lengthEnd();
    const { at } = history;
    history.end = end;
    this.builder.begin();
    while (history.next()) {
      if (history.is(2, wireTypes.bytes)) {
        this.builder.number(this.builder.slot(stepKey), readStep(history.message()));
      } else {
        history.skip();
      }
    }
    history.at = at;
    while (history.next()) {
      if (history.is(1, wireTypes.bytes)) {
        this.#readCell(history);
      } else {
        history.skip();
      }
    }
    history.at = end;
    history.end = outer;
  }

  /** An item of a row, which the reader passes over: read in place, since there are millions of them. */
  #readCell(reader: WireReader): void {
    const outer = reader.end;
    const start = reader.at;
    const end = reader.lengthEnd();
    reader.end = end;
    let [keyStart, keyEnd, keys, jsonStart, jsonEnd] = [0, 0, 0, 0, 0];
    while (reader.next()) {
      const isKey = reader.is(1, wireTypes.bytes) || reader.is(2, wireTypes.bytes);
      if (!isKey && !reader.is(16, wireTypes.bytes)) {
        reader.skip();
        continue;
      }
      const fieldEnd = reader.lengthEnd();
      if (isKey) {
        [keyStart, keyEnd] = [reader.at, fieldEnd];
        keys += 1;
      } else {
        [jsonStart, jsonEnd] = [reader.at, fieldEnd];
      }
      reader.at = fieldEnd;
    }
    reader.end = outer;
    const { bytes } = reader;
    const value = keys === 1 ? Number(bytes.toString("latin1", jsonStart, jsonEnd)) : NaN;
    if (jsonEnd > jsonStart && !Number.isNaN(value)) {
      const make = (): number => this.builder.slot(bytes.toString("utf8", keyStart, keyEnd).trim());
      this.builder.number(this.#slots.get(bytes, [keyStart, keyEnd], make), value);
    } else {
      reader.at = start;
      const { key, json } = readItem(reader.message());
      addJsonText(this.builder, key, json);
    }
    reader.at = end;
  }

  #readConfig(config: WireReader): void {
    while (config.next()) {
      if (config.is(1, wireTypes.bytes)) {
        const { key, json } = readItem(config.message());
        const setting = settingOf(json);
        // W&B's own account of the machine.
        if (setting !== undefined && key !== "_wandb") {
          this.settings.set(key, setting);
        }
      } else {
        config.skip();
      }
    }
  }

  #readRun(run: WireReader): void {
    while (run.next()) {
      if (run.is(1, wireTypes.bytes)) {
        this.id = run.text();
      } else if (run.is(4, wireTypes.bytes)) {
        this.#readConfig(run.message());
      } else if (run.is(8, wireTypes.bytes)) {
        this.name = run.text().trim() || null;
      } else {
        run.skip();
      }
    }
  }
}

/** Newer writers put the key into `nested_key`, part by part. */
function readItem(item: WireReader): Item {
  let key = "";
  let json = "";
  const nested: string[] = [];
  while (item.next()) {
    if (item.is(1, wireTypes.bytes)) {
      key = item.text();
    } else if (item.is(2, wireTypes.bytes)) {
      nested.push(item.text());
    } else if (item.is(16, wireTypes.bytes)) {
      json = item.text();
    } else {
      item.skip();
    }
  }
  return { key: (nested.length > 0 ? nested.join(".") : key).trim(), json };
}

function readStep(step: WireReader): number {
  let number = 0;
  while (step.next()) {
    if (step.is(1, wireTypes.varint)) {
      number = step.int64();
    } else {
      step.skip();
    }
  }
  return number;
}
