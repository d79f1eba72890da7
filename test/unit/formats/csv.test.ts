import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readCell } from "../../../src/formats/csv/cells.ts";
import { CsvRows } from "../../../src/formats/csv/csvRows.ts";
import { formatOf } from "../../../src/formats/discovery/formats.ts";
import { tableCsv } from "../../../src/formats/convert/tableCsv.ts";
import { put, rowsOf, sourceOf } from "./support.ts";

function rows(text: string): CsvRows {
  const taker = new CsvRows({ texts: true });
  taker.push(Buffer.from(text));
  taker.end();
  return taker;
}

describe("cells", () => {
  it.each([
    [" 1.5 ", 1.5],
    ["-2e-3", -2e-3],
    [".5", 0.5],
    ["nan", NaN],
    ["-INF", -Infinity],
    ["+Infinity", Infinity],
    ["", null],
    ["  ", null],
    ["NA", null],
    ["007", 7],
    ["0x10", "0x10"],
    ["1_000", "1_000"],
    ["[0.1, 0.01]", "[0.1, 0.01]"],
    ["True", "True"],
    ["1,5", "1,5"],
  ])("%j is %j", (text, wanted) => {
    expect(readCell(text)).toEqual(wanted);
  });
});

describe("CSV logs", () => {
  it("have trimmed names, whatever the line ends, and no byte order mark", () => {
    const { builder } = rows("\uFEFF  epoch,   loss \r\n 1, 0.5\n\n 2,\t0.25\r\n");
    expect(builder.table().keys).toEqual(["epoch", "loss"]);
    expect(rowsOf(builder.table())).toEqual([
      { epoch: 1, loss: 0.5 },
      { epoch: 2, loss: 0.25 },
    ]);
    expect([0, 1].map((row) => builder.table().lineOf(row))).toEqual([2, 4]);
  });

  it.each(["\n", "\r\n"])("may hold quotes, commas and newlines in quotes; line end %j", (end) => {
    const text = ["step,note,loss", '1,"a, ""b""\nc",2', '3,"d",4', ""].join(end);
    const { builder } = rows(text);
    expect(
      builder
        .texts()
        .get("note")
        ?.map(({ text: note }) => note),
    ).toEqual(['a, "b"\nc', "d"]);
    expect(rowsOf(builder.table()).map(({ loss }) => loss)).toEqual([2, 4]);
    expect(builder.table().lineOf(1)).toBe(4);
  });

  it("may be parted by tabs or semicolons, in two columns too", () => {
    expect(rowsOf(rows("step\tloss\n0\t1\n").builder.table())).toEqual([{ step: 0, loss: 1 }]);
    expect(rowsOf(rows("step;loss\n0;1\n").builder.table())).toEqual([{ step: 0, loss: 1 }]);
  });

  it("keep columns of one name apart, and name those without one", () => {
    expect(rows("loss,loss,\n1,2,3\n").builder.table().keys).toEqual(["loss", "loss (2)", "column 3"]);
  });

  it("say where a second writer began, and read what it wrote", () => {
    const taker = rows("epoch,loss\n0,1\nepoch,loss,val_loss\n1,2,3\n");
    expect(rowsOf(taker.builder.table())).toEqual([
      { epoch: 0, loss: 1 },
      { epoch: 1, loss: 2, val_loss: 3 },
    ]);
    expect(taker.problems().first.map(({ kind, line }) => [kind, line])).toEqual([["bad-line", 3]]);
  });

  it("lose a row that holds more than the header names, as a killed writer leaves it, and no other", () => {
    const taker = rows("epoch,loss\n0,1\n1,0.1,0.5\n2,3\n");
    expect(rowsOf(taker.builder.table()).map(({ epoch }) => epoch)).toEqual([0, 2]);
    expect(taker.problems().first.map(({ line }) => line)).toEqual([3]);
  });

  it("lose one line where a quote is never closed", () => {
    const taker = rows(`epoch,note\n0,"open\n${"1,x\n".repeat(400_000)}`);
    expect(taker.builder.records).toBe(400_000);
    expect(taker.problems().counts["bad-line"]).toBe(1);
  });

  it("have the same rows in whatever pieces they come", () => {
    const text = 'epoch,näme,loss\r\n1,"a\n""b""",nan\r\n2,c"d,0.5\n3,,-inf\n';
    const whole = rows(text);
    const bytes = Buffer.from(text);
    fc.assert(
      fc.property(fc.array(fc.nat({ max: bytes.length })), (places) => {
        const cuts = [...new Set([0, ...places, bytes.length])].sort((a, b) => a - b);
        const taker = new CsvRows({ texts: true });
        cuts.slice(1).forEach((cut, index) => taker.push(bytes.subarray(cuts[index], cut)));
        taker.end();
        expect(rowsOf(taker.builder.table())).toEqual(rowsOf(whole.builder.table()));
        expect(taker.builder.texts()).toEqual(whole.builder.texts());
      }),
    );
  });
});

describe("a CSV log that is rewritten", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "slopewise-csv-"));
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  it("is not believed while half of it is written", async () => {
    const path = put(folder, "metrics.csv", "step,loss\n0,1\n1,0.5\n");
    const reader = formatOf("lightning").open(await sourceOf(path), { texts: false, ended: false });
    await reader.poll();
    writeFileSync(path, "step,loss,val_loss\n0,1,\n");
    expect(rowsOf((await reader.poll()).table)).toHaveLength(2);
    writeFileSync(path, "step,loss,val_loss\n0,1,\n1,0.5,\n1,,0.75\n");
    expect((await reader.poll()).changed).toBe(false);
    const whole = await reader.poll();
    expect(rowsOf(whole.table)).toEqual([
      { step: 0, loss: 1 },
      { step: 1, loss: 0.5 },
      { step: 1, val_loss: 0.75 },
    ]);
    expect(whole.rebuilt).toBe(true);
  });

  it("is written as CSV with texts, and with the digits that tell its numbers apart", async () => {
    const taker = rows("epoch, note\n1, hello\n0.1,\nnan,2\n");
    const look = { table: taker.builder.table(), texts: taker.builder.texts(), float32: new Set(["epoch"]) };
    expect([...tableCsv(look)].join("")).toBe("epoch,note\n1,hello\n0.1,\nNaN,2\n");
    const single = new CsvRows({ texts: false });
    single.push(Buffer.from(`a\n${Math.fround(0.1)}\n${Math.fround(16777217)}\n${Math.fround(1 / 3)}\n`));
    const { builder } = single;
    const csv = [...tableCsv({ table: builder.table(), texts: new Map(), float32: new Set(["a"]) })].join("");
    expect(csv).toBe("a\n0.1\n16777216\n0.33333334\n");
    expect(
      csv
        .split("\n")
        .slice(1, -1)
        .map((text) => Math.fround(Number(text))),
    ).toEqual([...(builder.table().column("a")?.values ?? [])]);
    await Promise.resolve();
  });
});
