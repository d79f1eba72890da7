import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { runsOfFile } from "../../../src/formats/discovery/findRuns.ts";
import { formatOf } from "../../../src/formats/discovery/formats.ts";
import { readRun } from "../../../src/formats/discovery/readRun.ts";
import { mostDocumentBytes } from "../../../src/formats/growth/rewrittenFile.ts";
import type { RunReader, RunSource } from "../../../src/formats/model/format.ts";
import { otherFormats } from "../../testData.ts";
import { readFile, runsBelow } from "./support.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "slopewise-documents-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

const short = readFileSync(join(otherFormats, "hf/unitsyn/checkpoint-1000/trainer_state.json"));
const long = readFileSync(join(otherFormats, "hf/unitsyn/checkpoint-1500/trainer_state.json"));
const stale = readFileSync(join(otherFormats, "hf/unitsyn/checkpoint-500/trainer_state.json"));
const epochs = [1, 2, 3].map((epoch) => ({ train: { loss: 1 / epoch }, valid: { loss: 2 / epoch } }));

function put(path: string, bytes: string | Uint8Array): string {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, bytes);
  return file;
}

async function opened(path: string): Promise<{ readonly source: RunSource; readonly reader: RunReader }> {
  const [source] = await runsBelow(folder, [path], []);
  if (source === undefined) {
    throw new Error(`${path} is of no format`);
  }
  return { source, reader: formatOf(source.format).open(source, { texts: false, ended: false }) };
}

describe("a document that is rewritten each time", () => {
  it("goes on where its records are those that were known, and more", async () => {
    const file = put("history.json", JSON.stringify(epochs.slice(0, 2)));
    const { reader } = await opened("history.json");
    expect((await reader.poll()).table.keys).toEqual(["train.loss", "valid.loss"]);
    expect((await reader.poll()).changed).toBe(false);
    writeFileSync(file, JSON.stringify(epochs, null, 2));
    const grown = await reader.poll();
    expect(grown).toMatchObject({ changed: true, rebuilt: false });
    expect([...(grown.table.column("valid.loss")?.values ?? [])]).toEqual([2, 1, 2 / 3]);
    expect(grown.table.lineOf(2)).toBe(18);
    writeFileSync(file, JSON.stringify(epochs.slice(1)));
    expect(await reader.poll()).toMatchObject({ changed: true, rebuilt: true });
  });

  it("is not believed while half of it is written, and is broken where nobody goes on", async () => {
    const file = put("history.json", JSON.stringify(epochs));
    const { reader } = await opened("history.json");
    await reader.poll();
    writeFileSync(file, JSON.stringify(epochs).slice(0, -20));
    const half = await reader.poll();
    expect([half.changed, half.table.records, half.problems.counts.unreadable]).toEqual([false, 3, 0]);
    const broken = await reader.poll();
    expect([broken.changed, broken.table.records, broken.problems.counts.unreadable]).toEqual([true, 3, 1]);
    writeFileSync(file, JSON.stringify(epochs));
    const whole = await reader.poll();
    expect([whole.problems.counts.unreadable, whole.rebuilt]).toEqual([0, false]);
  });

  it("may be a list a metric, as the history of Keras", async () => {
    const file = put("history.json", '{"loss": [1.5, NaN, 1], "val_loss": [2.5, 2], "params": {"epochs": 3}}');
    const { table } = await readRun(
      (await runsOfFile(file))?.[0] ?? { format: "json", path: file, files: [file], part: null, name: null },
      { texts: false },
    );
    expect(table.keys).toEqual(["loss", "val_loss"]);
    expect([...(table.column("loss")?.values ?? [])]).toEqual([1.5, NaN, 1]);
    expect([...(table.column("val_loss")?.rows ?? [])]).toEqual([0, 1]);
  });

  it("is JSON Lines where each line begins with a list", async () => {
    const line = (step: number): string => JSON.stringify({ grads: [0.5, 1], step, loss: 1 / step });
    const file = put("history.json", [1, 2, 3].map((step) => `${line(step)}\n`).join(""));
    expect((await runsOfFile(file))?.map(({ format }) => format) ?? []).not.toContain("json");
  });

  it.each(["metrics.json", "history.json"])("is none where %s holds one flat object", async (name) => {
    put(name, '{"accuracy": 0.9, "loss": 0.1}');
    expect(await runsBelow(folder, [name], [])).toEqual([]);
  });
});

describe("the checkpoints of an output folder", () => {
  const states = ["checkpoint-1000", "checkpoint-1500", "checkpoint-500"].map(
    (name) => `out/${name}/trainer_state.json`,
  );

  function putAll(): void {
    [short, long, stale].forEach((bytes, index) => put(states[index] ?? "", bytes));
  }

  it("are one run where they go on from one another, and a stale one is another run", async () => {
    putAll();
    const runs = await runsBelow(folder, states, []);
    const shown = runs.map(({ name, files }) => [name, files.map((file) => basename(dirname(file)))]);
    expect(shown).toEqual([
      ["out", ["checkpoint-1500", "checkpoint-1000"]],
      ["out/checkpoint-500", ["checkpoint-500"]],
    ]);
  });

  it("are followed from one to the next, past those of other runs", async () => {
    put(states[0] ?? "", short);
    const { reader } = await opened(states[0] ?? "");
    expect((await reader.poll()).table.records).toBe(100);
    put(states[2] ?? "", stale);
    expect((await reader.poll()).changed).toBe(false);
    put(states[1] ?? "", long);
    const next = await reader.poll();
    expect(next).toMatchObject({ changed: true, rebuilt: false });
    expect(next.table.records).toBe(150);
    expect(next.settings.get("max_steps")).toBe(176652);
    // Old checkpoints are deleted as new ones come.
    rmSync(join(folder, "out/checkpoint-1000"), { recursive: true });
    expect(await reader.poll()).toMatchObject({ changed: false, gone: false });
  });

  it("stay readable whatever happens to their bytes", async () => {
    const file = put("out/checkpoint-1000/trainer_state.json", short);
    const { source } = await opened("out/checkpoint-1000/trainer_state.json");
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: short.length }),
        fc.string({ unit: "binary", maxLength: 8 }),
        fc.nat({ max: 40 }),
        async (at, text, cut) => {
          writeFileSync(file, Buffer.concat([short.subarray(0, at), Buffer.from(text), short.subarray(at + cut)]));
          const { table } = await readRun(source, { texts: true });
          expect(table.records).toBeLessThanOrEqual(short.length);
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe("a document that is too large to be read whole", () => {
  it.each([
    ["history.json", '[{"step": 1, "loss": 0.5},'],
    ["trainer_state.json", '{"log_history": [{"step": 1, "loss": 0.5},'],
  ])("is not read, and says why: %s", async (name, beginning) => {
    const path = put(`large/${name}`, beginning);
    truncateSync(path, mostDocumentBytes + 1);
    await expect(readFile(path)).rejects.toThrow(/larger than 128 MiB and would have to be read whole/);
  });

  it("is no checkpoint where it goes while it is looked at, and leaves the others", async () => {
    const large = put("out/checkpoint-500/trainer_state.json", "{");
    truncateSync(large, mostDocumentBytes + 1);
    const file = put("out/checkpoint-1000/trainer_state.json", short);
    const handle = await open(file);
    const prototype = Object.getPrototypeOf(handle) as typeof handle;
    await handle.close();
    const looking = vi.spyOn(prototype, "stat").mockImplementationOnce(function (this: typeof handle) {
      rmSync(large);
      return this.stat();
    });
    const runs = await formatOf("hugging-face").runs([large, file]);
    expect(existsSync(large)).toBe(false);
    looking.mockRestore();
    expect(runs.map(({ files }) => files)).toEqual([[file]]);
  });
});
