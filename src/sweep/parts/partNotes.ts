import type { SettingColumn } from "../table/runColumns.ts";
import { isSmallCurveText } from "../table/smallCurve.ts";
import type { SweepSettings } from "../table/sweepSettings.ts";

/** What a part says of itself besides its rows. */
export interface PartNotes {
  /** Version of Slopewise that made it. */
  readonly version: string;
  /** Its number, from 0, and how many parts the sweep was cut into. */
  readonly part: number;
  readonly of: number;
  /** Changes when the logs, or anything else that its rows are made from, change; empty where it is always made again. */
  readonly key: string;
  /** What was asked for besides the logs, such as a contract for all of them. */
  readonly options: string;
  /** Runs of the whole sweep when it was cut. */
  readonly total: number;
  /** The logs of the part, in order, those included that gave no row. */
  readonly logs: readonly PartLog[];
  /** The folders that were asked for, each as a path from the folder of the parts: where their logs are, if they are there still. */
  readonly roots: readonly string[];
  /** Place among `logs` of each row. */
  readonly rows: readonly number[];
  /** Of each row: the row of the part's curves before which those of its run end. */
  readonly curveEnds: readonly number[];
  /** Of each row: the shape of its training loss, for a small curve (smallCurve.ts). Parts of earlier versions have none. */
  readonly sparks?: readonly string[];
  /** What the contracts say of the sweep as a whole, each once, and which of it holds for each row. */
  readonly settings: readonly SweepSettings[];
  readonly settingsOf: readonly number[];
  /** All settings of its runs, in order of first appearance; absent where each has a column of its own. */
  readonly settingColumns?: readonly SettingColumn[];
  /** Logs that could not be used. */
  readonly unusable: number;
  /** Other files, several parts' among them, that could not be used. */
  readonly broken: readonly string[];
}

/** A log of a part. */
export interface PartLog {
  /** Its place in the whole sweep. */
  readonly place: number;
  /** Path from the folder that was asked for; unique in a sweep. */
  readonly label: string;
  /** Place among `roots` of the folder that was asked for. */
  readonly root: number;
}

/** Key of the notes in a Parquet file. */
export const partNotesKey = "slopewise.part";

/** The notes as a text that `parsePartNotes` reads. */
export function partNotesText(notes: PartNotes): string {
  return JSON.stringify(notes);
}

/** Notes that were read; null where a text is none. They come from a file, so every part of them is looked at. */
export function parsePartNotes(text: string): PartNotes | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  return isNotes(value) ? value : null;
}

type Fields = Readonly<Record<string, unknown>>;

function isNotes(value: unknown): value is PartNotes {
  if (!isObject(value)) {
    return false;
  }
  const { part, of, logs, rows, curveEnds, sparks = [], roots, settings, settingsOf, settingColumns = [] } = value;
  return (
    ["version", "key", "options"].every((name) => typeof value[name] === "string") &&
    ["part", "of", "total", "unusable"].every((name) => isCount(value[name])) &&
    Number(part) < Number(of) &&
    isListOf(roots, isText) &&
    isListOf(logs, isPartLog) &&
    logs.every(({ root }) => root < roots.length) &&
    isListOf(settings, isSettings) &&
    isPlaces(rows, logs.length) &&
    isPlaces(settingsOf, settings.length) &&
    rows.length === settingsOf.length &&
    isListOf(curveEnds, isCount) &&
    curveEnds.length === rows.length &&
    curveEnds.every((end, row) => end >= (curveEnds[row - 1] ?? 0)) &&
    isListOf(sparks, isSpark) &&
    [0, rows.length].includes(sparks.length) &&
    isListOf(settingColumns, isSettingColumn) &&
    isListOf(value["broken"], isText)
  );
}

function isPartLog(value: unknown): value is PartLog {
  return isObject(value) && isCount(value["place"]) && isText(value["label"]) && isCount(value["root"]);
}

function isSettings(value: unknown): value is SweepSettings {
  if (!isObject(value)) {
    return false;
  }
  const { straightness, replicate } = value;
  return typeof straightness === "number" && (replicate === null || isListOf(replicate, isText));
}

function isSettingColumn(value: unknown): value is SettingColumn {
  return isObject(value) && isText(value["key"]) && ["text", "number", "boolean"].includes(String(value["kind"]));
}

function isPlaces(value: unknown, end: number): value is readonly number[] {
  return isListOf(value, (place): place is number => isCount(place) && place < end);
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isSpark(value: unknown): value is string {
  return isText(value) && isSmallCurveText(value);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isListOf<T>(value: unknown, is: (item: unknown) => item is T): value is readonly T[] {
  return Array.isArray(value) && value.every(is);
}
