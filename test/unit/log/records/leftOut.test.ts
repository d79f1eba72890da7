import { appendFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { LogFollower } from "../../../../src/log/follow/logFollower.ts";
import { LogParser } from "../../../../src/log/parser/logParser.ts";
import { readLog } from "../../../../src/log/read/readLog.ts";
import { engine } from "../../../engine.ts";

const mostKeys = 100;

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "slopewise-keep-"));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function parsed(text: string, most = mostKeys): LogParser {
  const parser = new LogParser({ kernel: engine.kernel, csv: false, mostKeys: most });
  parser.push(Buffer.from(text));
  return parser;
}

function log(text: string): string {
  const path = join(folder, "metrics.jsonl");
  writeFileSync(path, text);
  return path;
}

const lines = (count: number, line: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => `${line(at)}\n`).join("");

/** The values of each key, as a parser without a limit reads them. */
function expectSameAsAll(parser: LogParser, text: string, keys: number): void {
  const [cut, all] = [parser.table(), parsed(text, Infinity).table()];
  expect(cut.records).toBe(all.records);
  expect(cut.keys).toEqual(all.keys.slice(0, keys));
  cut.keys.forEach((key) => expect([key, cut.column(key)]).toEqual([key, all.column(key)]));
}

describe("a limit of keys", () => {
  it.each<[string, (at: number) => string, number]>([
    ["a new key in every record", (at) => `{"step":${at},"k${at}":${at}}`, 901],
    ["a new key in every record inside an object", (at) => `{"step":${at},"a":{"k${at}":${at}}}`, 902],
    [
      "new keys of text, arrays and null",
      (at) => `{"step":${at},"k${at}":${['"x"', "[1]", "null"][at % 3] ?? ""}}`,
      901,
    ],
    [
      "new keys in some records, known ones in the others",
      (at) => `{"step":${at},"${at % 2 ? "lr" : `k${at}`}":1}`,
      402,
    ],
    [
      "a few records of very many keys",
      (at) =>
        `{"step":${at},${lines(40, (n) => `"k${at}_${n}":1`)
          .trim()
          .replaceAll("\n", ",")}}`,
      39_901,
    ],
  ])("leaves out what comes under further ones: %s", (_, line, left) => {
    const text = lines(1000, line);
    const parser = parsed(text);
    expect(parser.keys.length).toBeLessThanOrEqual(100);
    expect(parser.keys.length).toBeGreaterThanOrEqual(98);
    expectSameAsAll(parser, text, parser.keys.length);
    expect(parser.leftOut).toEqual({ most: 100, values: left });
    expect(parser.table().leftOut).toEqual({ most: 100, values: left });
  });

  it.each<[string, (at: number) => string]>([
    ["names that hold nothing", (at) => `{"step":${at},"k${at}":{}}`],
    ["objects in objects", (at) => `{"step":${at},"k${at}":{"a":{"b":{"c${at}":1}}}}`],
  ])("holds for %s too", (_, line) => {
    const parser = parsed(lines(1000, line));
    expect(parser.keys.length).toBeLessThanOrEqual(100);
    expect(parser.leftOut?.values).toBeGreaterThan(800);
    expect(parser.table().column("step")?.values).toHaveLength(1000);
  });

  it("says nothing of a log with just as many keys", () => {
    const text = lines(1000, (at) => `{"k${at % 100}":${at}}`);
    const parser = parsed(text);
    expectSameAsAll(parser, text, 100);
    expect(parser.leftOut).toBeNull();
    expect(parser.table().leftOut).toBeUndefined();
  });

  it("holds however the log is cut into pieces, and after a restart", () => {
    const text = Buffer.from(lines(500, (at) => `{"step":${at},"k${at}":${at}}`));
    const whole = parsed(text.toString());
    for (const size of [1, 7, 1000]) {
      let parser = new LogParser({ kernel: engine.kernel, csv: false, mostKeys });
      for (let at = 0; at < text.length; at += size) {
        parser.push(text.subarray(at, at + size));
      }
      expect([parser.keys, parser.leftOut]).toEqual([whole.keys, whole.leftOut]);
      const state = parser.save();
      parser = new LogParser({ kernel: engine.kernel, csv: false, mostKeys });
      if (state === null) {
        throw new Error("there is nothing to go on from");
      }
      parser.restore(state);
      parser.push(Buffer.from('{"step":500,"k500":500}\n'));
      expect(parser.leftOut).toEqual({ most: 100, values: (whole.leftOut?.values ?? 0) + 1 });
      expect(parser.table().column("step")?.values).toHaveLength(501);
    }
  });

  it("holds for a log that two threads read in blocks", async () => {
    const text = lines(400_000, (at) => `{"step":${at},"k${Math.floor(at / 1000)}":${at}}`);
    const { table } = await readLog(log(text), { engine, includeIncomplete: true, mostKeys });
    expect(table.keys).toHaveLength(100);
    expect(table.records).toBe(400_000);
    expect(table.column("step")?.values.at(-1)).toBe(399_999);
    expect(table.leftOut).toEqual({ most: 100, values: 301_000 });
  });

  it("makes no CSV without what was left out, and takes away none", async () => {
    const path = log(lines(50, (at) => `{"step":${at},"k${at}":${at}}`));
    const follower = new LogFollower(path, { engine, writeCsv: true, mostKeys });
    try {
      expect((await follower.poll()).csv.state).toBe("current");
      appendFileSync(
        path,
        lines(100, (at) => `{"step":${at},"n${at}":${at}}`),
      );
      const poll = await follower.poll();
      expect([poll.csv.state, poll.table.records, poll.table.keys.length]).toEqual(["tooWide", 150, 100]);
      appendFileSync(path, '{"step":150}\n');
      expect((await follower.poll()).csv.state).toBe("tooWide");
      expect(readdirSync(folder).sort()).toEqual(["metrics.csv", "metrics.jsonl"]);
    } finally {
      await follower.dispose();
    }
  });
});
