import { engine } from "../../../engine.ts";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { convertLog } from "../../../../src/log/convert/convertLog.ts";
import { csvPathOf } from "../../../../src/log/csv/csvPath.ts";
import { DerivedRows } from "../../../../src/log/convert/derivedColumns.ts";
import { LogParser } from "../../../../src/log/parser/logParser.ts";
import "../../../seed.ts";

const bits = { name: "bits", from: "nats", scale: 2 };

let folder = "";
let log = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "slopewise-derived-"));
  log = join(folder, "metrics.jsonl");
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function derived(text: string, force = false): Promise<string> {
  writeFileSync(log, text);
  const out = csvPathOf(log, "derived");
  const result = await convertLog(log, { engine, out, force, includeIncomplete: true, derived: [bits] });
  expect(result.state).toMatch(/written|unchanged/);
  return readFileSync(out, "utf8");
}

describe("a CSV with derived columns", () => {
  it("has the product in a column of its own, empty where the source is", async () => {
    expect(await derived('{"nats": 1.5}\n{"step": 2}\n{"nats": "high"}\n{"nats": NaN}\n')).toBe(
      "nats,step,bits\n1.5,,3\n,2,\nhigh,,\nNaN,,NaN\n",
    );
    expect(readdirSync(folder).sort()).toEqual(["metrics.derived.csv", "metrics.jsonl"]);
  });

  it("fills a column that was logged now and then, and leaves what was logged", async () => {
    expect(await derived('{"bits": 9, "nats": 1}\n{"nats": 2}\n{"nats": 3, "note": "a, \\"b\\"\\n"}\n')).toBe(
      'bits,nats,note\n9,1,\n4,2,\n6,3,"a, ""b""\n"\n',
    );
  });

  it("keeps the rows of a log with a single column, empty ones included", async () => {
    expect(await derived('{"nats": 1}\n{"nats": null}\n')).toBe("nats,bits\n1,2\n,\n");
  });

  it("is not written where nothing can be derived, and what is there stays", async () => {
    writeFileSync(csvPathOf(log, "derived"), "mine\n");
    writeFileSync(log, '{"step": 1}\n');
    const options = { out: csvPathOf(log, "derived"), force: true, includeIncomplete: true };
    const lacking = await convertLog(log, { engine, ...options, derived: [bits] });
    expect([lacking.state, lacking.sources]).toEqual(["underivable", ["nats"]]);
    const none = await convertLog(log, { engine, ...options, derived: [] });
    expect([none.state, none.sources]).toEqual(["underivable", []]);
    expect(readdirSync(folder).sort()).toEqual(["metrics.derived.csv", "metrics.jsonl"]);
    expect(readFileSync(csvPathOf(log, "derived"), "utf8")).toBe("mine\n");
  });

  it("leaves a file that is not what it would write alone", async () => {
    writeFileSync(csvPathOf(log, "derived"), "mine\n");
    writeFileSync(log, '{"nats": 1}\n');
    const options = { out: csvPathOf(log, "derived"), force: false, includeIncomplete: true, derived: [bits] };
    expect((await convertLog(log, { engine, ...options })).state).toBe("foreign");
    expect(readFileSync(csvPathOf(log, "derived"), "utf8")).toBe("mine\n");
  });

  it("is the plain CSV with each empty derived cell computed, however its rows are cut into pieces", () => {
    const cell = fc.oneof(
      fc.double({ noDefaultInfinity: true, noNaN: true }),
      fc.constantFrom("a,b", 'x"y', "\n", null),
    );
    const record = fc.dictionary(fc.constantFrom("nats", "bits", "note", "step"), cell);
    fc.assert(
      fc.property(fc.array(record, { minLength: 1 }), fc.integer({ min: 1, max: 40 }), (records, size) => {
        const parser = new LogParser({ kernel: engine.kernel, csv: true });
        parser.push(Buffer.from(records.map((one) => `${JSON.stringify(one)}\n`).join("")));
        const rows = new DerivedRows(parser.table(), [bits]);
        const keys = parser.keys;
        const plain = Buffer.concat(
          parser.takeRows().map(({ bytes, columns }) => padded(bytes, keys.length - columns)),
        );
        const out: Uint8Array[] = [];
        for (let at = 0; at < plain.length; at += size) {
          out.push(rows.push(plain.subarray(at, at + size)));
        }
        const wanted = records.map((one) => one["bits"] ?? (typeof one["nats"] === "number" ? one["nats"] * 2 : null));
        const column = keys.includes("bits") ? keys.indexOf("bits") : keys.length;
        const cells: string[][] = parse(Buffer.concat(out), { relax_column_count: true, skip_empty_lines: false });
        expect(cells.map((row) => row[column])).toEqual(wanted.map((value) => (value === null ? "" : String(value))));
      }),
    );
  });
});

/** Rows of a piece filled up with empty cells, the slow way: quotes in the cells are doubled, so they come in pairs. */
function padded(bytes: Uint8Array, cells: number): Buffer {
  const text = Buffer.from(bytes).toString("utf8");
  const rows = text.match(/(?:"(?:[^"]|"")*"|[^"\n])*\n/g) ?? [];
  return Buffer.from(
    rows.map((row) => (row === '""\n' && cells > 0 ? "\n" : row).replace(/\n$/, `${",".repeat(cells)}\n`)).join(""),
  );
}
