import type { FlatCell } from "./flatten.ts";
import { instantOf } from "./instant.ts";
import { numeralOf } from "./numeral.ts";

/** Numbers of one column, with their records. */
export interface NumberRun {
  readonly values: Float64Array;
  /** Record of the first one. */
  readonly first: number;
  /** The records, increasing, same length as `values`; null where each is the one after the one before. */
  readonly rows: Uint32Array | null;
  /** Cells that hold something else than a number. */
  readonly texts: number;
  /** How many of the values were written as text. */
  readonly quoted: number;
  /** How many of the values are dates with a time. */
  readonly times: number;
}

const noValues = new Float64Array();

/** What a record's cell adds to its column; null where that is nothing. */
export function runOf(value: FlatCell["value"], record: number): NumberRun | null {
  switch (value.kind) {
    case "number":
    case "nonFinite":
      return { values: Float64Array.of(Number(value.text)), first: record, rows: null, texts: 0, quoted: 0, times: 0 };
    case "empty":
      return null;
    case "boolean":
    case "array":
      return { values: noValues, first: record, rows: null, texts: 1, quoted: 0, times: 0 };
    case "string": {
      const numeral = numeralOf(value.text);
      const number = numeral ?? instantOf(value.text);
      if (number === null) {
        return { values: noValues, first: record, rows: null, texts: 1, quoted: 0, times: 0 };
      }
      const counts = numeral === null ? { quoted: 0, times: 1 } : { quoted: 1, times: 0 };
      return { values: Float64Array.of(number), first: record, rows: null, texts: 0, ...counts };
    }
  }
}
