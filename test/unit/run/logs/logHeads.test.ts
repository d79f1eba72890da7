import { execFileSync } from "node:child_process";
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { LogHeads, logNames } from "../../../../src/run/logs/logHeads.ts";
import { logGlobs } from "../../../../src/contract/model/logGlobs.ts";

vi.mock("node:fs/promises", { spy: true });

const record = '{"step": 1, "loss": 2.5}\n';
let folder: string;
let heads: LogHeads;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "slopewise-heads-"));
  heads = new LogHeads();
  vi.mocked(open).mockClear();
});

afterEach(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}

async function logsAmong(paths: readonly string[], named = false): Promise<readonly string[]> {
  return (await heads.logsAmong(paths.map((path) => ({ path, named })))).map(({ path }) => basename(path));
}

describe("the names of logs", () => {
  it.each([
    "metrics.jsonl",
    "a/metrics.json",
    "a/stats.jsonl",
    "a/log.txt",
    "a/20240101/vis_data/20240101.json",
    "a/20240101_000000.log.json",
    "a/trainer_log.jsonl",
    "progress.json",
  ])("hold %s by default", (label) => {
    expect(logNames(logGlobs)(label)).toBe("usual");
  });

  it("are told from those that a person wrote", () => {
    const nameOf = logNames([...logGlobs, "**/train.log", "logs/*.jsonl"]);
    expect(["train.log", "logs/a.jsonl", "b/a.jsonl", "package.json"].map(nameOf)).toEqual([
      "named",
      "named",
      "usual",
      null,
    ]);
  });
});

describe("the logs among files with such names", () => {
  it("pass over a thousand others, of which none is opened again while it stays the same", async () => {
    const others = Array.from({ length: 1000 }, (_, at) => write(`data_${at}.jsonl`, `{"text": "number ${at}"}\n`));
    const log = write("train.jsonl", record);
    expect(await logsAmong([...others, log])).toEqual(["train.jsonl"]);
    expect(open).toHaveBeenCalledTimes(1001);
    appendFileSync(log, record);
    expect(await logsAmong([...others, log])).toEqual(["train.jsonl"]);
    expect(open).toHaveBeenCalledTimes(1002);
  });

  it("take a file that held too little as soon as it holds a record", async () => {
    const log = write("train.jsonl", "");
    const other = write("data.jsonl", "no log\n");
    expect(await logsAmong([log, other])).toEqual([]);
    expect([log, other].map((path) => heads.isUndecided(path))).toEqual([true, false]);
    appendFileSync(log, record);
    expect(await logsAmong([log, other])).toEqual(["train.jsonl"]);
  });

  it("are those that were named, and metrics.jsonl, whatever they hold", async () => {
    const named = write("values.txt", '{"x": 1}\n');
    expect(await logsAmong([named])).toEqual([]);
    expect(await logsAmong([named], true)).toEqual(["values.txt"]);
    expect(await logsAmong([write("metrics.jsonl", "")])).toEqual(["metrics.jsonl"]);
    expect(await logsAmong([write("metrics.jsonl", "free text\n")])).toEqual(["metrics.jsonl"]);
  });

  it("hold one of the two that mmengine writes of a run", async () => {
    const two = ["20240101_000000.json", "scalars.json"].map((name) => write(`vis_data/${name}`, record + record));
    const later = write("vis_data/20240102_000000.json", `{"step": 7}\n${record}`);
    expect(await logsAmong([...two, later])).toEqual(["scalars.json", "20240102_000000.json"]);
  });

  it.skipIf(process.platform === "win32")("are found next to a FIFO, which is not waited for", async () => {
    const fifo = join(folder, "fifo.jsonl");
    execFileSync("mkfifo", [fifo]);
    expect(await logsAmong([fifo, write("train.jsonl", record)])).toEqual(["train.jsonl"]);
  });
});
