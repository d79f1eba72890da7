import { engine } from "../../../engine.ts";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { compareCsv } from "../../../../src/log/convert/csvComparison.ts";

const options = { includeIncomplete: true };

let folder = "";
let log = "";
let csv = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "slopewise-compare-"));
  [log, csv] = [join(folder, "metrics.jsonl"), join(folder, "metrics.csv")];
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function records(count: number): string {
  return Array.from({ length: count }, (_, step) => `{"step": ${step}, "loss": 0.5}\n`).join("");
}

function rows(count: number): string {
  return `step,loss\n${Array.from({ length: count }, (_, step) => `${step},0.5\n`).join("")}`;
}

describe("a CSV compared with its log", () => {
  it("is shown as a whole while it is small", async () => {
    writeFileSync(log, records(3));
    writeFileSync(csv, "step,loss\n0,0.5\n1,9\n2,0.5\n");
    const given = rows(3);
    expect(await compareCsv(log, csv, { engine, ...options })).toEqual({
      present: "step,loss\n0,0.5\n1,9\n2,0.5\n",
      given,
      line: 3,
      from: 1,
      whole: true,
    });
  });

  it("differs nowhere from what the log gives, after its end where it goes on, and from the start where there is none", async () => {
    writeFileSync(log, records(3));
    expect(await compareCsv(log, csv, { engine, ...options })).toMatchObject({ present: "", line: 1 });
    writeFileSync(csv, rows(3));
    expect(await compareCsv(log, csv, { engine, ...options })).toMatchObject({ line: null, whole: true });
    writeFileSync(csv, `${rows(3)}more\n`);
    expect(await compareCsv(log, csv, { engine, ...options })).toMatchObject({ line: 5 });
  });

  it("is shown around the first difference where it is large", async () => {
    writeFileSync(log, records(200_000));
    const lines = rows(200_000).split("\n");
    writeFileSync(csv, lines.with(123_456, "edited").join("\n"));
    const { present, given, line, from, whole } = await compareCsv(log, csv, { engine, ...options });
    expect([line, whole]).toEqual([123_457, false]);
    expect(from).toBe(123_457 - 19);
    expect(present.split("\n")[(line ?? 0) - from]).toBe("edited");
    expect(given.split("\n")[(line ?? 0) - from]).toBe(lines[123_456]);
    expect(Math.max(present.length, given.length)).toBeLessThan(300_000);
  });
});
