import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { formatOf } from "../../../src/formats/discovery/formats.ts";
import type { RunLook, RunReader, RunSource } from "../../../src/formats/model/format.ts";
import { otherFormats } from "../../testData.ts";
import { runsBelow } from "./support.ts";
import { plainTable } from "./plainTable.ts";

/** A run of several files, each of which grows at its end. */
interface FolderCase {
  readonly name: string;
  /** Files that are there from the start and do not grow. */
  readonly still: readonly string[];
  readonly files: readonly string[];
  /** Where they are, below the test data. */
  readonly from: string;
}

const mlflow = "mlruns/1/0123456789abcdef0123456789abcdef";
const tracked = ["train_loss", "val/loss", "old"].map((metric) => `${mlflow}/metrics/${metric}`);
const dvc = ["accuracy", "loss"].map((metric) => `dvclive/plots/metrics/train/${metric}.tsv`);
const events = ["1681387098.host.12131.0", "1681387154.host.12131.1"].map((name) => `events.out.tfevents.${name}`);

const cases: readonly FolderCase[] = [
  { name: "MLflow", from: "synthetic/mlflow-steps", still: [`${mlflow}/meta.yaml`], files: tracked },
  { name: "DVCLive", from: "dvclive/face", still: [], files: dvc },
  { name: "TensorBoard's restarts", from: "tensorboard/lightning-two-files", still: [], files: events },
];

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "slopewise-folders-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

describe.each(cases)("a run of $name while it grows", ({ from, still, files }) => {
  const bytesOf = (file: string): Buffer => readFileSync(join(otherFormats, from, file));

  function put(file: string, bytes: Uint8Array): void {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), bytes);
  }

  /** The run of the whole folder; then each file has `lengthOf` of its bytes. */
  async function opened(lengthOf: (bytes: Buffer) => number): Promise<{ source: RunSource; reader: RunReader }> {
    [...still, ...files].forEach((file) => put(file, bytesOf(file)));
    const [source] = await runsBelow(folder, [...still, ...files], []);
    if (source === undefined) {
      throw new Error("no run was found");
    }
    files.forEach((file) => truncateSync(join(folder, file), lengthOf(bytesOf(file))));
    return { source, reader: formatOf(source.format).open(source, { texts: false, ended: false }) };
  }

  /** What a reader that has seen nothing else makes of the folder as it is. */
  async function atOnce(source: RunSource, ended = false): Promise<unknown> {
    const reader = formatOf(source.format).open(source, { texts: false, ended });
    await reader.poll();
    return plainTable((await reader.poll()).table);
  }

  /** Looks until what stands there is believed. */
  async function settled(reader: RunReader): Promise<RunLook> {
    await reader.poll();
    return reader.poll();
  }

  it("has the same records in whatever pieces its files come", async () => {
    const pieces = fc.array(fc.tuple(fc.nat({ max: files.length - 1 }), fc.nat({ max: 120 })), { maxLength: 25 });
    await fc.assert(
      fc.asyncProperty(pieces, async (schedule) => {
        const { source, reader } = await opened(() => 0);
        const done = files.map(() => 0);
        const rest = files.map((_, index) => [index, Infinity] as const);
        for (const [index, length] of [...schedule, ...rest]) {
          const [file = "", at = 0] = [files[index], done[index]];
          const piece = bytesOf(file).subarray(at, at + length);
          appendFileSync(join(folder, file), piece);
          done[index] = at + piece.length;
          await reader.poll();
        }
        expect(plainTable((await settled(reader)).table)).toEqual(await atOnce(source));
        rmSync(join(folder), { recursive: true });
      }),
      { numRuns: 15 },
    );
    mkdirSync(folder, { recursive: true });
  });

  it("keeps what it read while torn tails wait", async () => {
    const { source, reader } = await opened((bytes) => bytes.length - 3);
    const torn = await reader.poll();
    expect(plainTable((await reader.poll()).table)).toEqual(plainTable(torn.table));
    expect(torn.problems.first).toEqual([]);
    files.forEach((file) => appendFileSync(join(folder, file), bytesOf(file).subarray(-3)));
    const whole = await reader.poll();
    expect(whole.changed).toBe(true);
    expect(whole.table.records).toBeGreaterThanOrEqual(torn.table.records);
    expect(plainTable(whole.table)).toEqual(await atOnce(source));
  });

  it("gives what was whole when its writer was killed in the middle of a record", async () => {
    const { source } = await opened((bytes) => bytes.length - 3);
    const reader = formatOf(source.format).open(source, { texts: false, ended: true });
    const { table, problems } = await reader.poll();
    expect(table.records).toBeGreaterThan(0);
    expect(problems.counts.unreadable).toBe(0);
    expect(plainTable(table)).toEqual(await atOnce(source, true));
  });

  it.each(["cut short", "rewritten"])("is read again when a file is %s", async (how) => {
    const { source, reader } = await opened((bytes) => bytes.length);
    await reader.poll();
    const [file = "", other = ""] = files;
    const bytes = bytesOf(file);
    if (how === "cut short") {
      truncateSync(join(folder, file), Math.floor(bytes.length / 2));
    } else {
      cpSync(join(otherFormats, from, other), join(folder, file));
    }
    expect(plainTable((await settled(reader)).table)).toEqual(await atOnce(source));
    put(file, bytes);
    expect(plainTable((await settled(reader)).table)).toEqual(await atOnce(source));
  });
});
