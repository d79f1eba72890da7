import "./faultyDisk.ts";
import { execFileSync } from "node:child_process";
import { appendFileSync, existsSync, linkSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { convertParquet, type ParquetResult } from "../../src/cli/runs/convertParquet.ts";
import { convertRun, type ConvertRunOptions } from "../../src/formats/convert/convertRun.ts";
import { runCsvPath } from "../../src/formats/convert/runCsvPath.ts";
import { tableCsv } from "../../src/formats/convert/tableCsv.ts";
import { readParquet } from "../../src/log/parquet/readParquet.ts";
import { engine } from "../engine.ts";
import { readRun } from "../../src/formats/discovery/readRun.ts";
import { hostMark } from "../../src/log/files/processes.ts";
import type { ConvertResult } from "../../src/log/convert/convertLog.ts";
import { clearFaults, faults, systemError } from "./faultyFiles.ts";
import { FormatScene, formatCases, lossOf, steps, type FormatCase } from "./formatScenes.ts";
import { noFiles, putNoFile } from "./noFile.ts";

/** A run of another format and the CSV that a person asks for. */
class CopyScene extends FormatScene {
  csv = "";

  async convert(options: Partial<ConvertRunOptions> = {}): Promise<ConvertResult> {
    const source = await this.source();
    this.csv = runCsvPath(source);
    return convertRun(await readRun(source, { texts: true }), this.csv, { source, force: false, ...options });
  }

  text(): string {
    return readFileSync(this.csv, "utf8");
  }

  async expected(): Promise<string> {
    return [...tableCsv(await readRun(await this.source(), { texts: true }))].join("");
  }
}

/** Runs one fault over the CSVs of all formats: they are written in one place, from what each reader gives. */
function over(fault: string, test: (scene: CopyScene, given: FormatCase) => Promise<void>): void {
  it.each(formatCases)(`${fault}: $name`, async (given) => {
    const scene = new CopyScene(given);
    try {
      scene.write(steps(0, 20));
      await test(scene, given);
    } finally {
      scene.end();
    }
  });
}

/** Runs one fault over one format: what differs between formats plays no part in it. */
function once(fault: string, test: (scene: CopyScene) => Promise<void>): void {
  it(fault, async () => {
    const scene = new CopyScene(caseOf("Keras' CSV"));
    try {
      scene.write(steps(0, 20));
      await test(scene);
    } finally {
      scene.end();
    }
  });
}

describe("faults 21 to 35 of the CSVs of other tools' logs", () => {
  over("24: a CSV that was edited is left alone until it is asked for, a deleted one is made again", async (scene) => {
    expect((await scene.convert()).state).toBe("written");
    expect(scene.text()).toBe(await scene.expected());
    expect((await scene.convert()).state).toBe("unchanged");
    const edited = scene.text().replace(String(lossOf(3)), "7");
    writeFileSync(scene.csv, edited);
    expect((await scene.convert()).state).toBe("stale");
    expect(scene.text()).toBe(edited);
    expect((await scene.convert({ force: true })).state).toBe("written");
    rmSync(scene.csv);
    expect((await scene.convert()).state).toBe("written");
    expect(scene.text()).toBe(await scene.expected());
  });

  over("25: a CSV that was there before us is never written over", async (scene) => {
    await scene.convert();
    writeFileSync(scene.csv, "name,score\nann,3\n");
    expect((await scene.convert()).state).toBe("foreign");
    expect(scene.text()).toBe("name,score\nann,3\n");
  });

  for (const [what, set] of [
    ["26: a disk that is full", (): void => void (faults.write = fail("ENOSPC"))],
    ["26: a disk that takes nothing", (): void => void (faults.write = () => 0)],
    ["27: fsync that fails", (): void => void (faults.sync = fail("EIO"))],
    ["28: a CSV that is held open elsewhere", (): void => void (faults.rename = fail("EBUSY"))],
  ] as const) {
    once(`${what} leaves the CSV that was there, and no temporary file`, async (scene) => {
      await scene.convert();
      const before = scene.text();
      scene.append(steps(20, 5));
      const names = scene.names();
      set();
      await expect(scene.convert()).rejects.toThrow(/Cannot write .*slopewise\.csv/);
      clearFaults();
      expect(scene.text()).toBe(before);
      expect(scene.names()).toEqual(names);
      expect((await scene.convert()).state).toBe("written");
      expect(scene.text()).toBe(await scene.expected());
    });
  }

  once("26: short writes without an error are completed", async (scene) => {
    faults.write = (_, bytes) => Math.min(bytes, 7);
    expect((await scene.convert()).state).toBe("written");
    expect(scene.text()).toBe(await scene.expected());
  });

  once("21: what a writer that was killed left behind is taken away", async (scene) => {
    await scene.convert();
    const gone = Number(execFileSync(process.execPath, ["-p", "process.pid"], { encoding: "utf8" }));
    const left = join(dirname(scene.csv), `.training.slopewise.csv.slopewise-${hostMark}-${gone}-00.tmp`);
    writeFileSync(left, "half");
    scene.append(steps(20, 5));
    expect((await scene.convert()).state).toBe("written");
    expect(existsSync(left)).toBe(false);
  });

  once("29: two that write at once leave one whole CSV", async (scene) => {
    const states = (await Promise.all([scene.convert(), scene.convert(), scene.convert()])).map(({ state }) => state);
    expect(states.sort()).toEqual(["unchanged", "unchanged", "written"]);
    expect(scene.text()).toBe(await scene.expected());
    expect(scene.names()).toEqual(["training.log", "training.slopewise.csv"]);
  });

  for (const kind of noFiles) {
    over(`33: a ${kind} in the CSV's place is refused and not followed`, async (scene) => {
      await scene.convert();
      rmSync(scene.csv);
      const elsewhere = join(scene.folder, "elsewhere");
      writeFileSync(elsewhere, "mine");
      putNoFile(kind, scene.csv, elsewhere);
      expect((await scene.convert({ force: true })).state).toBe("refused");
      expect(readFileSync(elsewhere, "utf8")).toBe("mine");
    });
  }

  once("30: a new key at record 10,000 gives all rows one header more", async (scene) => {
    scene.write(steps(0, 10_000));
    appendFileSync(scene.path, "epoch,accuracy,loss,late\n10000,0.5,1,7\n");
    await scene.convert();
    const [header, ...rows] = scene.text().trimEnd().split("\n");
    expect([header, rows.length, rows[0], rows.at(-1)]).toEqual([
      "epoch,accuracy,loss,late",
      10_001,
      "0,0.5,4096,",
      "10000,0.5,1,7",
    ]);
  });

  it("30: a new key in every record makes no CSV of many times the log's size unasked", async () => {
    const scene = new CopyScene(caseOf("a history in JSON"));
    try {
      scene.write(steps(0, 10));
      await scene.source();
      scene.bytes(Buffer.from(JSON.stringify(steps(0, 9_000).map((step) => ({ [`k${step}`]: step })))));
      const { state, leastBytes } = await scene.convert();
      expect([state, leastBytes > 64 * 1024 * 1024]).toEqual(["tooWide", true]);
      expect(scene.names()).toEqual(["history.json"]);
    } finally {
      scene.end();
    }
  });

  once("35: awkward names are columns, and formulas in texts are escaped only where that is set", async (scene) => {
    scene.bytes(Buffer.from("epoch,loss,__proto__,constructor,note\n1,-2,3,4,=1+1\n2,-3,,5,@a\n"));
    const plain = "epoch,loss,__proto__,constructor,note\n1,-2,3,4,=1+1\n2,-3,,5,@a\n";
    await scene.convert();
    expect(scene.text()).toBe(plain);
    await scene.convert({ escapeFormulas: true, force: true });
    expect(scene.text()).toBe(plain.replace("=1+1", "'=1+1").replace("@a", "'@a"));
  });
});

/** Writes the Parquet of a run, as `slopewise convert --parquet` does. */
async function parquet(scene: CopyScene, out?: string, force = false): Promise<ParquetResult> {
  const source = await scene.source();
  const log = { path: source.path, run: "run", label: "run", source, also: [] };
  return convertParquet(log, { engine, out, force });
}

describe("faults 25 to 35 of Parquet files", () => {
  for (const [what, set] of [
    ["26: a disk that is full", (): void => void (faults.write = fail("ENOSPC"))],
    ["27: fsync that fails", (): void => void (faults.sync = fail("EIO"))],
    ["28: a file that is held open elsewhere", (): void => void (faults.rename = fail("EBUSY"))],
  ] as const) {
    once(`${what} leaves the one that was there, and no temporary file`, async (scene) => {
      const { path } = await parquet(scene);
      const before = readFileSync(path);
      scene.append(steps(20, 5));
      set();
      await expect(parquet(scene)).rejects.toThrow(/Cannot write .*slopewise\.parquet/);
      clearFaults();
      expect(readFileSync(path).equals(before)).toBe(true);
      expect(scene.names()).toEqual(["training.log", "training.slopewise.parquet"]);
      expect(await parquet(scene)).toMatchObject({ state: "written", rows: 25 });
    });
  }

  over("25, 35: one that was there before us stays, and ours holds every loss", async (scene) => {
    const { path, rows } = await parquet(scene);
    expect(rows).toBe(20);
    const { columns } = await readParquet(readFileSync(path));
    const losses = columns.find(({ name }) => name.endsWith("loss"))?.cells;
    expect(losses).toEqual(steps(0, 20).map(lossOf));
    writeFileSync(path, "name,score\n");
    expect((await parquet(scene)).state).toBe("foreign");
    expect(readFileSync(path, "utf8")).toBe("name,score\n");
  });

  over("33: the log itself is never written over, however it is named", async (scene, given) => {
    const before = readFileSync(scene.path);
    symlinkSync(scene.path, join(scene.folder, "link"));
    linkSync(scene.path, join(scene.folder, "hard"));
    for (const out of [scene.path, relative(".", scene.path), join(scene.folder, "hard"), join(scene.folder, "link")]) {
      if (given.found === undefined || out.endsWith("link")) {
        expect((await parquet(scene, out, true)).state).toBe("refused");
        const source = await scene.source();
        const look = await readRun(source, { texts: true });
        expect((await convertRun(look, out, { source, force: true })).state).toBe("refused");
      }
    }
    expect(readFileSync(scene.path).equals(before)).toBe(true);
  });
});

function caseOf(name: string): FormatCase {
  const given = formatCases.find((one) => one.name === name);
  if (given === undefined) {
    throw new Error(`there is no case ${name}`);
  }
  return given;
}

function fail(code: string): () => never {
  return () => {
    throw systemError(code);
  };
}
