import { ProblemList } from "../../log/records/problemList.ts";
import { oneFileRuns } from "../growth/oneFile.ts";
import { Pauses } from "../growth/pauses.ts";
import type { FileHead, Format, ReaderOptions } from "../model/format.ts";
import { TableBuilder } from "../table/tableBuilder.ts";
import { arrayItems } from "./arrayItems.ts";
import { DocumentReader, type DocumentParts } from "./documentReader.ts";
import { membersOf } from "./jsonCells.ts";
import { recordsOf } from "./records.ts";

/** `[{"epoch": 1, ...` or `[{"train": {"loss": ...`: an object with a number in it or in an object of it. */
const recordArray = /^\uFEFF?\s*\[\s*\{\s*"[^"]*"\s*:[^\]]*?[:{,\s](?:-?\d|NaN|-?Infinity)/;
/** `{"loss": [0.5, ...`: the history of Keras, a list a metric. */
const history = /^\uFEFF?\s*\{\s*"[^"]*"\s*:\s*\[\s*(?:-?\d|NaN|-?Infinity)/;

/** JSON documents that are rewritten each time: an array of records (dora and many others), or a list a metric. */
export const jsonDocument: Format = {
  name: "json",
  precision: "text",
  globs: ["**/*history*.json", "**/*log*.json", "**/metrics.json", "**/results.json"],
  matches: ({ text }: FileHead) => recordArray.test(text) || (history.test(text) && !isJsonLines(text)),
  runs: (files) => Promise.resolve(oneFileRuns("json", files)),
  open: ({ path }, options) => new DocumentReader(path, (text) => documentParts(text, options)),
};

/** Whether the first line is a whole record, which may begin with a list too, and another one begins on the next. */
function isJsonLines(text: string): boolean {
  const [first = "", ...others] = text.replace(/^\uFEFF/, "").split("\n");
  const next = others.find((line) => line.trim() !== "");
  return next?.startsWith("{") === true && membersOf(first) !== null;
}

async function documentParts(text: string, options: ReaderOptions): Promise<DocumentParts | null> {
  const whole = text.replace(/^\uFEFF/, "");
  if (/^\s*\[/.test(whole)) {
    const items = await arrayItems(whole, null);
    return items === null ? null : recordsOf(items, options);
  }
  return listsOf(whole, options);
}

/** A record an index: each list of numbers is a column. */
async function listsOf(text: string, { windows }: ReaderOptions): Promise<DocumentParts | null> {
  const pauses = new Pauses();
  const members = membersOf(text);
  if (members === null) {
    return null;
  }
  const lists = [...members].flatMap(([key, { value }]) =>
    value.kind === "array" ? [{ key, cells: new ListCells(value.text) }] : [],
  );
  const builder = new TableBuilder({ texts: false, inRecords: true, windows });
  while (lists.some(({ cells }) => !cells.ended)) {
    await (pauses.isDue ? pauses.take() : null);
    builder.begin();
    for (const { key, cells } of lists) {
      const cell = cells.next();
      if (/^(-?[\d.]+([eE][+-]?\d+)?|NaN|-?Infinity)$/.test(cell)) {
        builder.number(builder.slot(key), Number(cell));
      }
    }
  }
  return { table: builder.table(), texts: new Map(), problems: new ProblemList().snapshot(), settings: new Map() };
}

/** The cells of a list that is written as JSON, one by one: there may be millions. */
class ListCells {
  readonly #text: string;
  #at = 1;

  /** `text`: with its brackets. */
  constructor(text: string) {
    this.#text = text;
  }

  get ended(): boolean {
    return this.#at >= this.#text.length;
  }

  /** The next cell without the spaces around it; empty where there is none. */
  next(): string {
    const start = this.#at;
    const comma = this.#text.indexOf(",", start);
    const end = comma === -1 ? Math.max(start, this.#text.length - 1) : comma;
    this.#at = end + 1;
    return this.#text.slice(start, end).trim();
  }
}
