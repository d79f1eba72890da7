import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { Finding } from "../../../src/contract/model/finding.ts";
import type { LogTable } from "../../../src/log/columns/columns.ts";
import { LineMarks } from "../../../src/log/parser/lineMarks.ts";
import { LogParser } from "../../../src/log/parser/logParser.ts";
import { linesAt } from "../../../src/log/read/linesAt.ts";
import { usualLimits, Windows, type WindowLimits, type WindowReader } from "../../../src/log/read/windows.ts";
import type { LogProblems } from "../../../src/log/records/logProblem.ts";
import { reviewRun, type ReviewedRun } from "../../../src/review/reviewRun.ts";
import { Contracts } from "../../../src/run/contracts.ts";
import { Liveness } from "../../../src/run/liveness.ts";
import { longCheck } from "../../../src/run/longCheck.ts";
import { RunCheck } from "../../../src/run/runCheck.ts";
import { RunFolder } from "../../../src/run/runFolder.ts";
import type { RunSummary } from "../../../src/sweep/table/runSummary.ts";
import { summarizeRun } from "../../../src/sweep/table/summarizeRun.ts";
import { engine } from "../../engine.ts";
import { changed, sound } from "../contract/soundRun.ts";

const folder = mkdtempSync(join(tmpdir(), "slopewise-long-"));
const fieldLogs = join(import.meta.dirname, "../../data/field");

afterAll(() => rmSync(folder, { recursive: true }));

interface Checked {
  readonly findings: readonly Finding[];
  readonly review: ReviewedRun["review"];
  readonly cells: RunSummary["cells"];
  readonly stride: number | undefined;
  /** How often the log was read. */
  readonly readings: number;
}

/** Bytes of a log that are read at a time: few, so that windows end in many places. */
const pieceBytes = 1000;

/** A log as `readLog` reads it, in small pieces. */
function readInPieces(
  log: string,
  reader: WindowReader,
  limits: WindowLimits,
): { table: LogTable; problems: LogProblems } {
  const parser = new LogParser({ kernel: engine.kernel, csv: false });
  const windows = new Windows({ reader, limits });
  const bytes = readFileSync(log);
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    parser.push(bytes.subarray(at, at + pieceBytes));
    windows.onRead(parser);
  }
  parser.end({ includeIncomplete: true });
  return { table: windows.end(parser), problems: parser.problems() };
}

/** A log as the command line checks and reviews it. */
async function checkedBy(log: string, limits: WindowLimits): Promise<Checked> {
  const runFolder = new RunFolder(log, engine);
  const check = new RunCheck(log, {
    contracts: new Contracts(),
    folder: runFolder,
    liveness: new Liveness(runFolder),
  });
  const loaded = await check.readContract();
  const reader = longCheck(check, loaded);
  let readings = 1;
  let read = readInPieces(log, reader, limits);
  for (; !reader.holdsFor(read.table); readings += 1) {
    read = readInPieces(log, reader, limits);
  }
  const { table, problems } = read;
  const textsAt = (lines: readonly number[]): Promise<ReadonlyMap<number, string>> =>
    linesAt(log, new LineMarks(), lines);
  const { found, contract } = await check.check({ table, problems, textsAt, modified: 0 }, loaded);
  const reviewed = reviewRun({ run: "run", log, table, contract, findings: [], growing: false });
  const { cells } = summarizeRun({ table, contract, reviewed });
  return { findings: found, review: reviewed.review, cells, stride: table.stride, readings };
}

/** Windows so small that every log of more than a few records is read by them. */
const smallWindows = { records: 50, numbers: 5000, windowRecords: 7, windowNumbers: 700, stretches: 2 ** 18 };

/** The last, lowest, highest and latest mean values of all metrics. */
function metricCells({ cells }: Checked): readonly (readonly [string, unknown])[] {
  return Object.entries(cells).filter(([name]) => /^(last|min|max|mean)\./.test(name));
}

function logOf(name: string, records: readonly object[]): string {
  const path = join(folder, name);
  writeFileSync(path, records.map((record) => `${JSON.stringify(record)}\n`).join(""));
  return path;
}

describe("a log that is read window by window", () => {
  const names = readdirSync(fieldLogs, { recursive: true, encoding: "utf8" });
  it.each(names.filter((name) => name.endsWith(".jsonl")))(
    "gives the findings and the review of %s, whose every record is kept",
    async (name) => {
      const log = join(fieldLogs, name);
      const [whole, windowed] = [await checkedBy(log, usualLimits), await checkedBy(log, smallWindows)];
      expect(windowed.findings).toEqual(whole.findings);
      expect(windowed.review).toEqual(whole.review);
      expect(windowed.cells).toEqual(whole.cells);
    },
  );

  it("says that it is longer than is kept, and finds at every record what does not need the others", async () => {
    const records = changed((record, row) => {
      const odd = row === 777 ? { grad_norm: -3 } : row === 1003 ? { acc_train: 55 } : {};
      return { ...record, ...odd };
    });
    const log = logOf("odd.jsonl", records);
    const whole = await checkedBy(log, usualLimits);
    const windowed = await checkedBy(log, { ...smallWindows, stretches: 500 });
    expect(whole.findings.map(({ code }) => code)).toContain("out-of-range");
    expect(windowed.stride).toBeGreaterThan(1);
    const facts = { records: records.length, stride: windowed.stride };
    expect(windowed.findings).toEqual([expect.objectContaining({ code: "long-log", facts }), ...whole.findings]);
    expect(windowed.review.bestVal).toEqual(whole.review.bestVal);
    expect(metricCells(windowed)).toEqual(metricCells(whole));
    const [slope, exact] = [windowed, whole].map(({ review }) => review.slopes?.full.alpha ?? Number.NaN);
    expect(Math.abs((slope ?? 0) / (exact ?? 0) - 1)).toBeLessThan(0.05);
  });

  it("is read once more where later records tell that another column is the loss", async () => {
    const records = Array.from({ length: 400 }, (_, step) => ({
      step,
      ...(step < 100 ? { loss: 3 / (step + 1) } : { "train/loss": 3 / (step + 1) }),
    }));
    const log = logOf("late.jsonl", records);
    const [whole, windowed] = [await checkedBy(log, usualLimits), await checkedBy(log, smallWindows)];
    expect(windowed.readings).toBe(2);
    expect(windowed.findings).toEqual(whole.findings);
    expect(windowed.review).toEqual(whole.review);
  });

  it("is read once where its first records tell the same as all of them", async () => {
    expect((await checkedBy(logOf("sound.jsonl", sound), smallWindows)).readings).toBe(1);
  });
});
