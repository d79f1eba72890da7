import { engine } from "../../../engine.ts";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { convertLog } from "../../../../src/log/convert/convertLog.ts";
import { csvPathOf } from "../../../../src/log/csv/csvPath.ts";
import { csvText } from "../../../../src/log/convert/csvStream.ts";
import { hostMark } from "../../../../src/log/files/processes.ts";
import { readLog } from "../../../../src/log/read/readLog.ts";

let folder = "";
let log = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "slopewise-convert-"));
  log = join(folder, "metrics.jsonl");
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function stdout(path: string): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of csvText(path, { engine, includeIncomplete: true })) {
    pieces.push(new Uint8Array(piece));
  }
  return Buffer.concat(pieces).toString("utf8");
}

describe("convertLog", () => {
  it("writes next to the log, says so, and does not write again", async () => {
    writeFileSync(log, '{"a": 1}\n{"b": 2}');
    const options = { force: false, includeIncomplete: true };
    expect(await convertLog(log, { engine, ...options })).toMatchObject({ state: "written", rows: 2, columns: 2 });
    expect(readFileSync(csvPathOf(log), "utf8")).toBe("a,b\n1,\n,2\n");
    expect((await convertLog(log, { engine, ...options })).state).toBe("unchanged");
    expect(readdirSync(folder).sort()).toEqual(["metrics.csv", "metrics.jsonl"]);
  });

  it("takes away what a program that was killed left of the CSV it writes, and of no other", async () => {
    writeFileSync(log, '{"a": 1}\n');
    const out = join(folder, "metrics.derived.csv");
    const [gone, running] = [spawnSync(process.execPath, ["--version"]).pid, process.ppid];
    const leftover = (csv: string, pid: number): string => `.${csv}.slopewise-${hostMark}-${pid}-ab.tmp`;
    const kept = [leftover("metrics.derived.csv", running), leftover("other.csv", gone)];
    [leftover("metrics.derived.csv", gone), ...kept].forEach((name) => writeFileSync(join(folder, name), ""));
    const derived = [{ name: "b", from: "a", scale: 2 }];
    expect((await convertLog(log, { engine, out, force: false, includeIncomplete: true, derived })).state).toBe(
      "written",
    );
    expect(readdirSync(folder).sort()).toEqual([...kept, "metrics.derived.csv", "metrics.jsonl"].sort());
  });

  it("fills up rows that were written long before a key appeared, as --stdout does", async () => {
    const early = Array.from({ length: 400_000 }, (_, step) => `{"step": ${step}, "loss": 0.5}\n`).join("");
    writeFileSync(log, `${early}{"late": "x"}\n{"step": 1, "later": 2}\n`);
    expect((await convertLog(log, { engine, force: false, includeIncomplete: false })).state).toBe("written");
    const csv = readFileSync(csvPathOf(log), "utf8");
    expect(csv.slice(0, 50)).toBe("step,loss,late,later\n0,0.5,,\n1,0.5,,\n2,0.5,,\n3,0.5");
    expect(csv.slice(-24)).toBe("399999,0.5,,\n,,x,\n1,,,2\n".slice(-24));
    expect(await stdout(log)).toBe(csv);
  });

  it("never writes over the log itself, nor over what is not its own", async () => {
    writeFileSync(log, '{"a": 1}\n');
    const options = { force: false, includeIncomplete: false };
    expect((await convertLog(log, { engine, ...options, force: true, out: log })).state).toBe("refused");
    writeFileSync(csvPathOf(log), "a\n2\n");
    expect((await convertLog(log, { engine, ...options })).state).toBe("stale");
    writeFileSync(csvPathOf(log), "x\n2\n");
    expect((await convertLog(log, { engine, ...options })).state).toBe("foreign");
    expect((await convertLog(log, { engine, ...options, force: true })).state).toBe("written");
  });

  it("says in words what is wrong with a path", async () => {
    const options = { force: false, includeIncomplete: false };
    await expect(convertLog(log, { engine, ...options })).rejects.toThrow(/Cannot read .*no such file/);
    await expect(convertLog(folder, { engine, ...options, out: join(folder, "x.csv") })).rejects.toThrow(
      /folder|not a regular file/,
    );
    await expect(readLog(log, { engine, includeIncomplete: false })).rejects.toThrow(/no such file/);
    writeFileSync(log, '{"a": 1}\n');
    await expect(convertLog(log, { engine, ...options, out: join(folder, "no", "x.csv") })).rejects.toThrow(
      /Cannot write/,
    );
    expect(existsSync(join(folder, "no"))).toBe(false);
  });

  it("reads an empty log, and a log of one record", async () => {
    writeFileSync(log, "");
    expect((await readLog(log, { engine, includeIncomplete: true })).table.records).toBe(0);
    writeFileSync(log, '{"a": 1}');
    const { table, problems, bytes } = await readLog(log, { engine, includeIncomplete: false });
    expect([table.records, problems.counts["incomplete-line"], bytes]).toEqual([0, 1, 8]);
    expect((await readLog(log, { engine, includeIncomplete: true })).table.records).toBe(1);
  });
});
