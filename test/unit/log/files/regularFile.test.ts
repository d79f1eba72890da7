import { execFileSync } from "node:child_process";
import {
  closeSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { csvOwner } from "../../../../src/log/csv/csvOwnership.ts";
import { appendRows, ChangedMeanwhile, hasRowsAt } from "../../../../src/log/csv/csvAppend.ts";
import { readSmallFile } from "../../../../src/log/files/nearestFile.ts";
import { openLog } from "../../../../src/log/files/regularFile.ts";
import {
  NotRegularFileError,
  openRegular,
  openRegularHandle,
  readBounded,
  readRegular,
} from "../../../../src/log/files/regularFile.ts";
import { ParquetFile } from "../../../../src/log/parquet/parquetFile.ts";
import { findRuns } from "../../../../src/formats/discovery/findRuns.ts";
import { askDatabase } from "../../../../src/formats/databases/sqlite.ts";
import { RewrittenFile } from "../../../../src/formats/growth/rewrittenFile.ts";
import { readSweepPart } from "../../../../src/run/sweepParts.ts";
import { readTableFile } from "../../../../src/run/tableFile.ts";
import { otherFormats } from "../../../testData.ts";
import { TemporaryFile } from "../../../../src/log/files/temporaryFile.ts";
import { BlobFolder } from "../../../../src/worker/runs/cache/blobFolder.ts";

let folder: string;
let place: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "slopewise-regular-"));
  place = join(folder, "metrics.run");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const others: readonly (readonly [string, () => void])[] = [
  ["a FIFO", () => execFileSync("mkfifo", [place])],
  ["a folder", () => mkdirSync(place)],
  ["a link to a device", () => symlinkSync("/dev/zero", place)],
  [
    "a link to a FIFO",
    () => {
      execFileSync("mkfifo", [join(folder, "fifo")]);
      symlinkSync(join(folder, "fifo"), place);
    },
  ],
];

describe.each(others)("%s in the place of a file", (_, make) => {
  beforeEach(make);

  it("is not opened", async () => {
    for (const options of [{}, { write: true }, { followLinks: true }]) {
      expect(() => openRegular(place, options)).toThrow(NotRegularFileError);
      await expect(openRegularHandle(place, options)).rejects.toThrow(`${place} is not a regular file`);
    }
    expect(() => readBounded(place, 10)).toThrow(NotRegularFileError);
  });

  it("is no part of a sweep, no table of runs and no Parquet file", async () => {
    await expect(readRegular(place, 10)).rejects.toThrow(NotRegularFileError);
    await expect(readSweepPart(place)).rejects.toThrow(`${place} is not a part of a sweep.`);
    await expect(readTableFile(place)).rejects.toThrow(`${place} is not a table of runs`);
    await expect(ParquetFile.open(place)).rejects.toThrow(NotRegularFileError);
  });

  it("is no document, and names no run of other tools", async () => {
    await expect(new RewrittenFile(place).look(() => Promise.resolve(true))).rejects.toThrow(
      /Cannot read .* regular file/,
    );
    const run = join(folder, "mlruns", "1", "run");
    mkdirSync(join(run, "metrics"), { recursive: true });
    mkdirSync(join(run, "tags"));
    writeFileSync(join(run, "metrics", "loss"), "1 2 3\n");
    writeFileSync(join(run, "meta.yaml"), "run_id: r\nrun_name: ''\n");
    symlinkSync(place, join(run, "tags", "mlflow.runName"));
    const { runs } = await findRuns(folder, ["mlruns/1/run/meta.yaml"], []);
    expect(runs.map(({ name }) => name)).toEqual([null]);
  });

  it.each(["-wal", "-journal", "-shm"])("keeps a database from being asked where its %s goes", async (end) => {
    const path = join(folder, "mlruns.db");
    copyFileSync(join(otherFormats, "mlflow-sqlite/diffuser/mlruns.db"), path);
    symlinkSync(place, path + end);
    const question = askDatabase(path, (database) => database.tables());
    await expect(question).rejects.toThrow(`${path + end} is not a regular file`);
  });

  it("is no log, no settings file and no kept state", async () => {
    expect(() => openLog(place)).toThrow(`Cannot read ${place}: it is not a regular file`);
    await expect(readSmallFile(place)).rejects.toThrow(`${place} is not a regular file.`);
    expect(await new BlobFolder(folder).read("metrics")).toBeNull();
  });

  it("is no CSV of ours", async () => {
    const signature = { device: 0n, inode: 0n, size: 0n, modified: 0n, changed: 0n };
    expect(() => appendRows(place, { size: 0, signature, tail: Buffer.alloc(0) }, Buffer.from("1"))).toThrow(
      ChangedMeanwhile,
    );
    expect(() => hasRowsAt(place, 0, Buffer.from("1"))).toThrow(NotRegularFileError);
    const given = await TemporaryFile.create(join(folder, "given.csv"));
    expect(await csvOwner(place, { handle: given.handle, size: 0, keys: [] })).toBe("refused");
    await given.discard();
  });
});

describe("a regular file", () => {
  it("is opened, through a link only where that is asked for", () => {
    writeFileSync(join(folder, "file"), "abc");
    symlinkSync(join(folder, "file"), place);
    expect(() => openRegular(place)).toThrow(NotRegularFileError);
    const { file, stat } = openRegular(place, { followLinks: true });
    closeSync(file);
    expect(stat.size).toBe(3n);
  });

  it("is read up to a bound, however large it says it is", () => {
    writeFileSync(place, "abc");
    expect(Buffer.from(readBounded(place, 3) ?? []).toString()).toBe("abc");
    expect(readBounded(place, 2)).toBeNull();
    truncateSync(place, 3e9);
    expect(readBounded(place, 1000)).toBeNull();
  });

  it("is no kept state where it is larger than any", async () => {
    writeFileSync(place, "");
    truncateSync(place, 3e9);
    expect(await new BlobFolder(folder).read("metrics")).toBeNull();
  });
});
