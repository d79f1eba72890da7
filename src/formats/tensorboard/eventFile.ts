import type { LogProblems } from "../../log/records/logProblem.ts";
import { ProblemList } from "../../log/records/problemList.ts";
import { t } from "../../l10n.ts";
import type { ByteTaker } from "../growth/fileLook.ts";
import type { Setting } from "../model/format.ts";
import { TableBuilder, type TableOptions } from "../table/tableBuilder.ts";
import { ByteKeys } from "../wire/byteKeys.ts";
import { TfRecords } from "../wire/tfRecords.ts";
import { WireError, WireReader, wireTypes } from "../wire/wireReader.ts";
import { readHparams } from "./hparams.ts";
import { tensorNumber } from "./tensor.ts";

/** Columns of the clock; the others are the tags. */
export const [stepKey, wallTimeKey] = ["step", "wall_time"];

/** What is known of a tag. */
interface Tag {
  readonly name: string;
  /** Its column; -1 before its first number. */
  slot: number;
  /** What its first value said; later values do not repeat it. */
  plugin: string;
}

/** What an event holds besides its summary. */
interface EventClock {
  step: number;
  wallTime: number;
}

/**
 * One TensorBoard event file (tensorflow/core/util/event.proto), as far as its bytes came: scalars as they are written by
 * torch, TensorFlow 1 and TensorFlow 2. A record is what was logged in a row at one step.
 * Invariant: depends on the bytes alone, not on the pieces in which they come.
 */
export class EventFile implements ByteTaker {
  settings = new Map<string, Setting>();
  /** Tags with numbers of more than single precision. */
  double = new Set<string>();
  readonly #options: TableOptions;
  #builder: TableBuilder;
  #records = new TfRecords({ record: () => undefined, bad: () => undefined });
  #problems = new ProblemList();
  #tags = new ByteKeys<Tag>();
  #source: Uint8Array = new Uint8Array();
  #reader = new WireReader(this.#source);
  #step = NaN;
  #event = 0;
  #stepSlot = 0;
  #timeSlot = 0;

  constructor({ windows }: Pick<TableOptions, "windows"> = {}) {
    this.#options = { texts: false, windows, inRecords: true };
    this.#builder = new TableBuilder(this.#options);
    this.restart();
  }

  restart(): void {
    this.settings = new Map();
    this.double = new Set();
    this.#builder = new TableBuilder(this.#options);
    this.#stepSlot = this.#builder.slot(stepKey);
    this.#timeSlot = this.#builder.slot(wallTimeKey);
    this.#problems = new ProblemList();
    this.#tags = new ByteKeys();
    this.#step = NaN;
    this.#event = 0;
    this.#records = new TfRecords({
      record: (bytes, start, end) => this.#read(this.#readerOf(bytes, start, end)),
      bad: () => this.#report(t("the checksum of the record does not match its bytes")),
    });
  }

  push(bytes: Uint8Array): void {
    this.#records.push(bytes);
  }

  /** What the file's bytes say by now. */
  get builder(): TableBuilder {
    return this.#builder;
  }

  /** What was wrong so far. */
  problems(): LogProblems {
    const reason = t("the file is damaged after record {0}: what follows cannot be read", this.#event);
    return this.#problems.snapshot(
      this.#records.broken ? [{ kind: "bad-line", line: this.#event + 1, column: null, reason, unit: "record" }] : [],
    );
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

  #report(reason: string): void {
    this.#event += 1;
    this.#problems.add({ kind: "bad-line", line: this.#event, column: null, reason, unit: "record" });
  }

  #read(event: WireReader): void {
    this.#event += 1;
    try {
      const clock: EventClock = { step: 0, wallTime: NaN };
      let [summaryStart, summaryEnd] = [0, 0];
      while (event.next()) {
        if (event.is(1, wireTypes.fixed64)) {
          clock.wallTime = event.double();
        } else if (event.is(2, wireTypes.varint)) {
          clock.step = event.int64();
        } else if (event.is(5, wireTypes.bytes)) {
          summaryEnd = event.lengthEnd();
          summaryStart = event.at;
          event.at = summaryEnd;
        } else {
          event.skip();
        }
      }
      event.at = summaryStart;
      event.end = summaryEnd;
      while (event.next()) {
        if (event.is(1, wireTypes.bytes)) {
          this.#readValue(event, clock);
        } else {
          event.skip();
        }
      }
    } catch (error) {
      if (!(error instanceof WireError)) {
        throw error;
      }
      this.#problems.add({
        kind: "bad-line",
        line: this.#event,
        column: null,
        reason: t("the record is damaged"),
        unit: "record",
      });
    }
  }

  /** A value of a summary, which the reader passes over: read in place, since there are millions of them. */
  #readValue(reader: WireReader, clock: EventClock): void {
    const outer = reader.end;
    const end = reader.lengthEnd();
    reader.end = end;
    let [nameStart, nameEnd] = [0, 0];
    let value: number | null = null;
    let tensor: WireReader | null = null;
    let plugin = "";
    while (reader.next()) {
      if (reader.is(1, wireTypes.bytes)) {
        nameEnd = reader.lengthEnd();
        nameStart = reader.at;
        reader.at = nameEnd;
      } else if (reader.is(2, wireTypes.fixed32)) {
        value = reader.float();
      } else if (reader.is(8, wireTypes.bytes)) {
        tensor = reader.message();
      } else if (reader.is(9, wireTypes.bytes)) {
        plugin = this.#readMetadata(reader.message());
      } else {
        reader.skip();
      }
    }
    reader.at = end;
    reader.end = outer;
    const tag = this.#tagAt(reader.bytes, nameStart, nameEnd);
    tag.plugin = tag.plugin === "" ? plugin : tag.plugin;
    if (value !== null) {
      this.#add(tag, value, clock);
    } else if (tensor !== null && tag.plugin === "scalars") {
      this.#addTensor(tag, tensor, clock);
    }
  }

  #tagAt(bytes: Buffer, start: number, end: number): Tag {
    return this.#tags.get(bytes, [start, end], () => ({
      name: bytes.toString("utf8", start, end),
      slot: -1,
      plugin: "",
    }));
  }

  #addTensor(tag: Tag, tensor: WireReader, clock: EventClock): void {
    const number = tensorNumber(tensor);
    if (number !== null) {
      this.#add(tag, number.value, clock);
      if (!number.single) {
        this.double.add(columnName(tag.name));
      }
    }
  }

  #add(tag: Tag, value: number, { step, wallTime }: EventClock): void {
    const builder = this.#builder;
    if (tag.slot < 0) {
      tag.slot = builder.slot(columnName(tag.name));
    }
    if (step !== this.#step || builder.has(tag.slot)) {
      this.#step = step;
      builder.begin();
      builder.number(this.#stepSlot, step);
      builder.number(this.#timeSlot, wallTime);
    }
    builder.number(tag.slot, value);
  }

  /** The plugin that a value is for. Hyperparameters stand in its content. */
  #readMetadata(metadata: WireReader): string {
    let name = "";
    let content: WireReader | null = null;
    while (metadata.next()) {
      if (!metadata.is(1, wireTypes.bytes)) {
        metadata.skip();
        continue;
      }
      const plugin = metadata.message();
      while (plugin.next()) {
        if (plugin.is(1, wireTypes.bytes)) {
          name = plugin.text();
        } else if (plugin.is(2, wireTypes.bytes)) {
          content = plugin.message();
        } else {
          plugin.skip();
        }
      }
    }
    if (name === "hparams" && content !== null) {
      readHparams(content, this.settings);
    }
    return name;
  }
}

/** A tag's column: its own name, trimmed, unless that is one of the clock's. */
function columnName(tag: string): string {
  const name = tag.trim();
  return name === stepKey || name === wallTimeKey || name === "" ? `tag/${name}` : name;
}
