import { engine } from "../../../engine.ts";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { LineMarks } from "../../../../src/log/parser/lineMarks.ts";
import { linesAt } from "../../../../src/log/read/linesAt.ts";
import { readLog } from "../../../../src/log/read/readLog.ts";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "slopewise-lines-"));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function logOf(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

describe("lines of a log", () => {
  test("are found in a large one, with marks and without, whatever their lengths", async () => {
    const lines = Array.from({ length: 9000 }, (_, n) => `{"step": ${n}, "note": "${"é".repeat((n * 7919) % 300)}"}`);
    const path = await logOf("large.jsonl", `${lines.join("\r\n")}\r\n`);
    const wanted = [1, 2, 4500, 8999, 9000, 17, 6001];
    const { marks } = await readLog(path, { engine, includeIncomplete: true });
    expect(marks.before(9000).line).toBeGreaterThan(8000);
    for (const some of [marks, new LineMarks()]) {
      const texts = await linesAt(path, some, wanted);
      expect(wanted.map((line) => texts.get(line))).toEqual(wanted.map((line) => lines[line - 1]));
    }
  });
  test("are marked where blank and bad lines, and lines that are too long, stand between", async () => {
    const bad = "x".repeat(70_000);
    const long = `{"note": "${"y".repeat(17 * 1024 * 1024)}"}`;
    const path = await logOf("odd.jsonl", `\uFEFF{"step": 1}\n\n${bad}\n${long}\n${bad}\n{"step": 2}`);
    const { marks } = await readLog(path, { engine, includeIncomplete: true });
    expect(marks.before(6).offset).toBeGreaterThan(16 * 1024 * 1024);
    const texts = await linesAt(path, marks, [1, 2, 3, 4, 6, 7]);
    expect([...texts]).toEqual([
      [1, '{"step": 1}'],
      [2, ""],
      [3, bad],
      [6, '{"step": 2}'],
    ]);
  });
  test("are none in a log that is not there any more", async () => {
    expect(await linesAt(join(folder, "gone.jsonl"), new LineMarks(), [1])).toEqual(new Map());
    expect(await linesAt(folder, new LineMarks(), [1])).toEqual(new Map());
  });
});

describe("marks", () => {
  test("stay few, and each is where it was noted", () => {
    const marks = new LineMarks();
    const offsetOf = (line: number): number => (line - 1) * 50_000;
    for (let line = 1; line <= 200_000; line += 1) {
      marks.add({ line, offset: offsetOf(line) });
    }
    for (const line of [1, 2, 3, 999, 123_456, 200_000]) {
      const mark = marks.before(line);
      expect(mark.offset).toBe(offsetOf(mark.line));
      expect(mark.line).toBeLessThanOrEqual(line);
      expect(offsetOf(line) - mark.offset).toBeLessThan(64 * 1024 * 1024);
    }
  });
});
