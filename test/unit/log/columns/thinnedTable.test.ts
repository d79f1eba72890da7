import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { engine } from "../../../engine.ts";
import { ThinnedTable } from "../../../../src/log/columns/thinnedTable.ts";
import type { Column, LogTable } from "../../../../src/log/columns/columns.ts";
import { LogParser } from "../../../../src/log/parser/logParser.ts";

type Value = number | "NaN" | "Infinity" | "-Infinity";
type LogRecord = Partial<Record<"loss" | "step" | "other", Value>>;

const mostStretches = 8;

function thinnedBy(records: readonly LogRecord[], windows: readonly number[]): LogTable {
  const thinned = newTable(["loss"]);
  takeAll(thinned, records, windows);
  return thinned.table();
}

function newTable(values: readonly string[]): ThinnedTable {
  return new ThinnedTable(
    { anchor: "loss", single: new Set(["step"]), values: new Set(values), samples: () => false },
    mostStretches,
  );
}

/** Gives the records to a table, in windows of these lengths. */
function takeAll(
  taker: { take(window: LogTable): void },
  records: readonly LogRecord[],
  windows: readonly number[],
): void {
  const parser = new LogParser({ kernel: engine.kernel, csv: false });
  for (let at = 0, index = 0; at < records.length; index += 1) {
    const count = windows[index % windows.length] ?? 1;
    const lines = records.slice(at, at + count).map((record) => {
      const members = Object.entries(record).map(([key, value]) => `"${key}": ${String(value)}`);
      return `{${members.join(", ")}}\n`;
    });
    parser.push(new TextEncoder().encode(lines.join("")));
    taker.take(parser.table());
    parser.dropNumbers();
    at += count;
  }
}

/** Gives a table the records from one on, as a log that grows does. */
function takeFrom(table: ThinnedTable, records: readonly LogRecord[], from: number): void {
  let isFirst = true;
  const rest = {
    take: (window: LogTable) => {
      if (!isFirst || from === 0) {
        table.take(window);
      }
      isFirst = false;
    },
  };
  takeAll(rest, records, [Math.max(1, from), Math.max(1, records.length)]);
}

const anyWindows = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 });

interface Logged {
  readonly row: number;
  readonly value: number;
}

function loggedIn(records: readonly LogRecord[], key: keyof LogRecord): readonly Logged[] {
  return records.flatMap((record, row) => (record[key] === undefined ? [] : [{ row, value: Number(record[key]) }]));
}

function finiteOf(logged: readonly Logged[]): readonly number[] {
  return logged.map(({ value }) => value).filter(Number.isFinite);
}

/** Each stretch against the slow reading of the records that it stands for. */
function expectStretches(column: Column, key: "loss" | "step", records: readonly LogRecord[], stride: number): void {
  const stretches = new Map<number, Logged[]>();
  for (const one of loggedIn(records, key)) {
    const stretch = Math.floor(one.row / stride);
    stretches.set(stretch, [...(stretches.get(stretch) ?? []), one]);
  }
  expect(stretches.size).toBeLessThanOrEqual(mostStretches);
  [...stretches].forEach(([stretch, logged], index) => {
    const row = column.rows[index];
    const anchor = loggedIn(records, "loss").find((one) => Math.floor(one.row / stride) === stretch)?.row;
    const own = logged.find((one) => one.row === row);
    expect(own).toBeDefined();
    expect(logged.some((one) => one.row === anchor) ? row : anchor).toBe(anchor);
    const finite = finiteOf(logged);
    const value = column.values[index] ?? Number.NaN;
    if (finite.length === 0) {
      // The last value of a column is the last that was logged; else the first says what the stretch has.
      const ends = index === stretches.size - 1 ? [logged[0], logged.at(-1)] : [logged[0]];
      expect(ends.some((end) => Object.is(end?.value, value))).toBe(true);
    } else if (key === "loss") {
      expect(value).toBeCloseTo(finite.reduce((sum, one) => sum + one, 0) / finite.length, 9);
    } else {
      expect(Number.isFinite(own?.value) ? value : own?.value).toBe(own?.value);
    }
    expect(column.thinned?.least[index]).toBe(finite.length === 0 ? Number.NaN : Math.min(...finite));
    expect(column.thinned?.most[index]).toBe(finite.length === 0 ? Number.NaN : Math.max(...finite));
  });
}

/** What holds of every column: how many numbers it has, how they end, and its lowest and highest. */
function expectEnds(column: Column, logged: readonly Logged[]): void {
  const values = logged.map(({ value }) => value);
  expect(column.thinned?.logged).toBe(values.length);
  expect([column.rows.at(-1), column.values.at(-1)]).toEqual([logged.at(-1)?.row, values.at(-1)]);
  expect([...(column.thinned?.last ?? [])]).toEqual(values.slice(-64));
  expect(column.rows).toEqual(column.rows.toSorted());
  const last = values.findLastIndex(Number.isFinite);
  const lost = column.thinned?.lost ?? null;
  expect(lost && [lost.row, lost.value, lost.count]).toEqual(
    last === values.length - 1 ? null : [logged[last + 1]?.row, values[last + 1], values.length - 1 - last],
  );
  const finite = finiteOf(logged);
  const bounds = [...(column.thinned?.least ?? []), ...(column.thinned?.most ?? [])].filter(Number.isFinite);
  if (finite.length > 0) {
    expect([Math.min(...bounds), Math.max(...bounds)]).toEqual([Math.min(...finite), Math.max(...finite)]);
  }
}

const value: fc.Arbitrary<Value> = fc.oneof(
  { weight: 5, arbitrary: fc.integer({ min: -50, max: 50 }) },
  fc.constantFrom<Value>("NaN", "Infinity", "-Infinity"),
);
const logRecord = fc.record({ loss: value, step: value, other: value }, { requiredKeys: [] });

describe("a table of a long log", () => {
  it("keeps of each stretch of records what the slow reading of them gives, however they come", () => {
    fc.assert(
      fc.property(
        fc.array(logRecord, { minLength: 1, maxLength: 120 }),
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 }),
        (records, windows) => {
          const table = thinnedBy(records, windows);
          expect(table.records).toBe(records.length);
          const { stride = 0 } = table;
          expect(records.length / stride).toBeLessThanOrEqual(mostStretches);
          for (const key of ["loss", "step", "other"] as const) {
            const logged = loggedIn(records, key);
            const column = table.column(key);
            if (logged.length > 0 && column !== undefined) {
              expectEnds(column, logged);
              if (key !== "other") {
                expectStretches(column, key, records, stride);
              }
            }
            expect(column === undefined).toBe(!table.keys.includes(key));
          }
        },
      ),
    );
  });

  it("keeps of a column that is asked for later what it had kept from the beginning, also as the log grows", () => {
    fc.assert(
      fc.property(
        fc.array(logRecord, { minLength: 1, maxLength: 120 }),
        fc.nat({ max: 60 }),
        anyWindows,
        anyWindows,
        (records, more, windows, others) => {
          const [from, late] = [newTable(["loss", "other"]), newTable(["loss"])];
          const known = records.slice(0, Math.max(1, records.length - more));
          takeAll(late, known, windows);
          const widening = late.widen(["other"]);
          takeAll(widening, known, others);
          widening.keep();
          for (const table of [from, late]) {
            // A window has the records of a log from its beginning on.
            takeFrom(table, records, table === from ? 0 : known.length);
          }
          const [one, other] = [from.table().column("other"), late.table().column("other")];
          expect(other?.rows).toEqual(one?.rows);
          const rounded = (column: Column | undefined): unknown =>
            column?.values.map((mean) => Number(mean.toFixed(9)));
          expect(rounded(other)).toEqual(rounded(one));
          expect([other?.thinned?.least, other?.thinned?.most]).toEqual([one?.thinned?.least, one?.thinned?.most]);
        },
      ),
    );
  });

  it("keeps the ends alone again of a column that nobody looks at any more", () => {
    const records = Array.from({ length: 200 }, (_, step) => ({ step, loss: 10 - step, other: step }));
    const table = newTable(["loss"]);
    takeAll(table, records, [50]);
    const before = table.table().column("other");
    expect(before?.thinned?.endsOnly).toBe(true);
    const widening = table.widen(["other", "loss", "nothing"]);
    takeAll(widening, records, [30]);
    widening.keep();
    expect(table.table().column("other")?.thinned?.endsOnly).toBeUndefined();
    table.narrow(new Set(["other"]));
    expect(table.table().column("other")?.thinned?.endsOnly).toBeUndefined();
    table.narrow(new Set());
    expect(table.table().column("other")).toEqual(before);
    expect(table.table().column("loss")?.thinned?.endsOnly).toBeUndefined();
  });

  it("gives what was kept at the time, however the log grows and whatever is kept of it later", () => {
    const records = Array.from({ length: 200 }, (_, step) => ({ step, loss: 10 - step, other: step }));
    const table = newTable(["loss"]);
    takeAll(table, records.slice(0, 60), [20]);
    const [before, expected] = [table.table(), thinnedBy(records.slice(0, 60), [20])];
    takeFrom(table, records, 60);
    const widening = table.widen(["other"]);
    takeAll(widening, records, [30]);
    widening.keep();
    expect(table.table().stride).toBeGreaterThan(before.stride ?? Infinity);
    expect(table.table().column("other")?.thinned?.endsOnly).toBeUndefined();
    for (const key of ["step", "loss", "other"]) {
      expect(before.column(key)).toEqual(expected.column(key));
    }
  });

  it("keeps every value where there are no more records than stretches", () => {
    const records = Array.from({ length: mostStretches }, (_, step) => ({ step, loss: 10 - step }));
    const table = thinnedBy(records, [3]);
    expect(table.stride).toBe(1);
    expect([...(table.column("loss")?.values ?? [])]).toEqual(records.map(({ loss }) => loss));
    expect([...(table.column("loss")?.rows ?? [])]).toEqual(records.map(({ step }) => step));
  });

  it("keeps the first of several values that are not finite, also where stretches are joined", () => {
    const losses: readonly Value[] = ["Infinity", "NaN", ...Array.from({ length: mostStretches }, () => 1)];
    const table = thinnedBy(
      losses.map((loss) => ({ loss })),
      [1],
    );
    expect(table.stride).toBe(2);
    expect(table.column("loss")?.values[0]).toBe(Infinity);
  });

  it("keeps samples of neighbors where they are asked for, as many from the end as from the beginning", () => {
    const thinned = new ThinnedTable(
      { anchor: "loss", single: new Set(), values: new Set(), samples: (key) => key === "step" },
      mostStretches,
    );
    for (let window = 0; window < 100; window += 1) {
      const rows = Uint32Array.from({ length: 1000 }, (_, at) => 1000 * window + at);
      const column = (key: string): Column => ({ key, rows, values: Float64Array.from(rows), texts: 0 });
      thinned.take({ records: 1000 * (window + 1), keys: ["step", "other"], column, lineOf: (row) => row });
    }
    const { samples = [] } = thinned.table().column("step")?.thinned ?? {};
    expect(samples.length).toBeGreaterThanOrEqual(64);
    expect(samples.length).toBeLessThanOrEqual(128);
    expect(samples.every((sample) => sample.every((one, at) => one === (sample[0] ?? 0) + at))).toBe(true);
    const early = samples.filter(([first = 0]) => first < 50_000).length;
    expect(Math.abs(2 * early - samples.length)).toBeLessThan(samples.length / 2);
    expect(thinned.table().column("other")?.thinned?.samples).toEqual([]);
  });
});
