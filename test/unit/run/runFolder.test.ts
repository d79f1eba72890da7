import { engine } from "../../engine.ts";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { RunFolder } from "../../../src/run/runFolder.ts";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "slopewise-run-"));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

test("the files next to a log are read, the most telling first, and nothing else", async () => {
  const files: Readonly<Record<string, string>> = {
    "metrics.jsonl": '{"step": 1}\n',
    "val.jsonl": '{"step": 1, "val": {"loss": 2}}\n{"step": 2, "acc": 1}\n',
    "z.yaml": "z: 1\n",
    "hparams.yaml": "h: 1\n",
    "config.json": "{}",
    "notes.txt": "epochs: 3",
    "large.yaml": "x".repeat(2 * 1024 * 1024),
  };
  await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(folder, name), text)));
  await mkdir(join(folder, "folder.yaml"));
  const runFolder = new RunFolder(join(folder, "metrics.jsonl"), engine);
  expect((await runFolder.configs()).map(({ name }) => name)).toEqual(["config.json", "hparams.yaml", "z.yaml"]);
  expect(await runFolder.logs()).toEqual([{ name: "val.jsonl", keys: ["step", "val.loss", "acc"] }]);
  expect((await runFolder.times())?.modified).toBeGreaterThan(0);
});

test("a log that is not there has nothing next to it", async () => {
  const runFolder = new RunFolder(join(folder, "gone", "metrics.jsonl"), engine);
  expect([await runFolder.configs(), await runFolder.logs(), await runFolder.times()]).toEqual([[], [], null]);
});

test("its signature changes with every file that is read, however many others there are", async () => {
  const run = join(folder, "many");
  await mkdir(run);
  const write = (name: string): Promise<void> => writeFile(join(run, name), "{}\n");
  await Promise.all(Array.from({ length: 16 }, (_, index) => write(`a${index}.jsonl`)));
  const runFolder = new RunFolder(join(run, "metrics.jsonl"), engine);
  const before = await runFolder.signature();
  await write("config.json");
  const after = await runFolder.signature();
  expect(after).not.toBe(before);
  await Promise.all([write("metrics.jsonl"), write("notes.txt")]);
  expect(await runFolder.signature()).toBe(after);
});
