import type { FileSignature } from "../files/fileSignature.ts";
import type { OwnCsv } from "./csvAppend.ts";
import type { CsvBuild } from "./csvBuild.ts";
import type { CsvState, KeptCsv } from "./csvState.ts";
import { ForeignCsv } from "./foreignCsv.ts";

/** Why a file in the CSV's place is left alone. */
export type LeftAlone = "stale" | "foreign" | "refused";

/** A CSV whose rows are the log's, as far as `own` says. */
export interface OurCsv {
  readonly own: OwnCsv;
  /** Columns of its rows. */
  readonly columns: number;
  /** Looks since the file holds more than the log gave; `explained` where all that is more is the last line's row. */
  readonly looks: number | "explained";
}

/**
 * How the CSV next to a log stands.
 *
 * - `missing`: nothing is known of it; it has to be made from the log's first byte.
 * - `building`: rows go into a new file. `from` is how the CSV in its place stood.
 * - `ours`: it holds the log's rows, and no others.
 * - `ahead`: it begins with the log's rows and holds more: another Slopewise has read further, or somebody has edited it.
 * - `askedFor`: it is the log's, with the last line that has no newline yet; it is ours once that comes.
 * - `left`: it is not the log's, or no file, and is not touched.
 * - `failed`: it could not be written; `readOnly` where that is not permitted. `before`, where rows wait to be
 *   added to it; null where it has to be made again.
 * - `tooWide`: none is made, since it would have many times the log's size.
 * - `empty`: none is made, since the log holds no record; nothing stands in its place.
 */
export type CsvStanding = SettledCsv | BuildingCsv;

export interface BuildingCsv {
  readonly kind: "building";
  readonly build: CsvBuild;
  /** When it was begun, in milliseconds. */
  readonly began: number;
  readonly from: SettledCsv;
}

export type SettledCsv =
  | { readonly kind: "missing" }
  | ({ readonly kind: "ours" | "ahead" } & OurCsv)
  | { readonly kind: "askedFor"; readonly csv: ForeignCsv }
  | { readonly kind: "left"; readonly why: LeftAlone; readonly csv: ForeignCsv }
  | { readonly kind: "failed"; readonly message: string; readonly readOnly: boolean; readonly before: OurCsv | null }
  | { readonly kind: "tooWide" }
  | { readonly kind: "empty" };

export const missing: SettledCsv = { kind: "missing" };

/** A CSV of ours; the size of its file tells whether it is ahead. */
export function oursFrom({ own, columns, looks }: OurCsv): SettledCsv {
  return { kind: Number(own.signature.size) > own.size ? "ahead" : "ours", own, columns, looks };
}

/** The CSV of ours that rows are added to, or would be; null where there is none. */
export function oursIn(standing: CsvStanding): OurCsv | null {
  switch (standing.kind) {
    case "ours":
    case "ahead":
      return standing;
    case "building":
      return oursIn(standing.from);
    case "failed":
      return standing.before;
    case "missing":
    case "askedFor":
    case "left":
    case "tooWide":
    case "empty":
      return null;
  }
}

/** A look has ended at which all rows were in place: `explained` says whether what is more is the last line's row. */
export function afterLook(standing: CsvStanding, explained: boolean): CsvStanding {
  if (standing.kind !== "ahead") {
    return standing;
  }
  const before = standing.looks === "explained" ? -1 : standing.looks;
  return { ...standing, looks: explained ? "explained" : before + 1 };
}

/** How a standing is shown. */
export function shownState(standing: CsvStanding): CsvState {
  switch (standing.kind) {
    case "ours":
    case "ahead":
    case "askedFor":
    case "empty":
      return { state: "current", message: null };
    case "building":
      return shownState(standing.from);
    case "left":
      return { state: standing.why, message: null };
    case "failed":
      return { state: standing.readOnly ? "readOnly" : "failed", message: standing.message };
    case "missing":
    case "tooWide":
      return { state: standing.kind, message: null };
  }
}

/** The file that was written or judged last, where its rows are as they should be or not ours; null in any doubt. */
export function settledFile(standing: CsvStanding): FileSignature | null {
  switch (standing.kind) {
    case "ours":
      return standing.own.signature;
    case "left":
      return standing.csv.signature;
    case "missing":
    case "building":
    case "ahead":
    case "askedFor":
    case "failed":
    case "tooWide":
    case "empty":
      return null;
  }
}

/** What is kept of a standing between two sessions; null where rows are missing or in doubt. */
export function keptFrom(standing: CsvStanding): KeptCsv | null {
  switch (standing.kind) {
    case "ours":
      return { kind: "ours", own: standing.own, columns: standing.columns };
    case "askedFor":
      return { kind: "askedFor", judged: standing.csv.signature };
    case "left":
      return { kind: "left", why: standing.why, judged: standing.csv.signature };
    case "missing":
    case "tooWide":
      return { kind: standing.kind };
    case "empty":
      return { kind: "missing" };
    case "building":
    case "ahead":
    case "failed":
      return null;
  }
}

/** The standing that was kept; `keys`: how many the log had then. */
export function restoredFrom(kept: KeptCsv, keys: number): SettledCsv {
  switch (kept.kind) {
    case "ours":
      return oursFrom({ own: kept.own, columns: kept.columns, looks: 0 });
    case "askedFor":
      return { kind: "askedFor", csv: new ForeignCsv(kept.judged, keys) };
    case "left":
      return { kind: "left", why: kept.why, csv: new ForeignCsv(kept.judged, keys) };
    case "missing":
    case "tooWide":
      return { kind: kept.kind };
  }
}
