import { mkdirSync, mkdtempSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findRuns } from "../../../../../src/formats/discovery/findRuns.ts";
import type { FoundRuns } from "../../../../../src/protocol/worker.ts";
import { OtherRuns } from "../../../../../src/worker/runs/search/otherRuns.ts";
import { runRecord, wandbFile } from "../../../../reference/writers.ts";

let folder: string;
let answers: boolean;
let others: OtherRuns;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "slopewise-silent-"));
  answers = true;
  const far = join(folder, "far");
  const places = { answers: (path: string) => Promise.resolve(answers || !path.startsWith(far)) };
  others = new OtherRuns({ findRuns, kept: { keepsCsv: () => false }, places }, null);
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(label: string, bytes: string | Uint8Array): string {
  mkdirSync(dirname(join(folder, label)), { recursive: true });
  writeFileSync(join(folder, label), bytes);
  return label;
}

const csv = "step,train_loss\n0,2.5\n1,2.4\n";
const keras = JSON.stringify({ loss: [2.5, 2.4], val_loss: [2.6, 2.5] });

/** The paths of the runs below the folder. */
const runsOf = ({ runs }: FoundRuns): readonly string[] => runs.map(({ path }) => path.slice(folder.length + 1)).sort();

function search(files: readonly string[], more: { lines?: string[]; named?: string[] } = {}): Promise<FoundRuns> {
  return others.find({ root: folder, files, lines: more.lines ?? [], named: more.named ?? [] });
}

/** A file of W&B is known by its run, so that each has another one. */
const wandb = (place: string): Buffer => wandbFile([runRecord(place, "brisk-lake-7")]);

describe.each([
  ["a CSV", "metrics.csv", () => csv],
  ["a file of W&B", "run-abc.wandb", wandb],
  ["a document of Keras", "history.json", () => keras],
])("%s whose file system does not answer", (_, name, bytes) => {
  it("stays in the list until it answers, and goes then if it is not there any more", async () => {
    const [far, near] = [write(`far/${name}`, bytes("far")), write(`near/${name}`, bytes("near"))];
    const all = runsOf(await search([far, near]));
    expect(all).toHaveLength(2);
    answers = false;
    expect(runsOf(await search([far, near]))).toEqual(all);
    expect(runsOf(await search([far, near]))).toEqual(all);
    unlinkSync(join(folder, far));
    expect(runsOf(await search([far, near]))).toEqual(all);
    answers = true;
    expect(runsOf(await search([far, near]))).toEqual(all.filter((path) => path.startsWith("near")));
  });

  it("goes once nobody asks for it, and does not keep what answers from going", async () => {
    const [far, near] = [write(`far/${name}`, bytes("far")), write(`near/${name}`, bytes("near"))];
    await search([far, near]);
    answers = false;
    expect(runsOf(await search([near])).filter((path) => path.startsWith("far"))).toEqual([]);
    answers = true;
    await search([far, near]);
    answers = false;
    unlinkSync(join(folder, near));
    const left = runsOf(await search([far]));
    expect(left.filter((path) => path.startsWith("near"))).toEqual([]);
    expect(left).toHaveLength(1);
  });

  it("is found together with new runs that answer", async () => {
    const far = write(`far/${name}`, bytes("far"));
    await search([far]);
    answers = false;
    expect(runsOf(await search([far, write(`near/${name}`, bytes("near"))]))).toHaveLength(2);
  });

  it("is not made up where it was never seen", async () => {
    const far = write(`far/${name}`, bytes("far"));
    answers = false;
    expect(runsOf(await search([far]))).toEqual([]);
    answers = true;
    expect(runsOf(await search([far]))).toHaveLength(1);
  });
});

it("leaves a file that a person named in its format while nobody can look at it", async () => {
  const far = write("far/curve.jsonl", csv);
  const first = await search([], { lines: [far], named: [far] });
  expect([first.lines, runsOf(first)]).toEqual([[], [far]]);
  answers = false;
  const second = await search([], { lines: [far], named: [far] });
  expect([second.lines, runsOf(second)]).toEqual([[], [far]]);
});

it("goes on knowing the files that repeat a log of JSON Lines", async () => {
  const [log, events] = [write("far/metrics.jsonl", '{"step": 0, "loss": 2.5}\n'), write("far/history.json", keras)];
  const first = await search([events], { lines: [log] });
  expect(first.lineNeighbors.get(log)).toEqual([join(folder, events)]);
  answers = false;
  const second = await search([events], { lines: [log] });
  expect(second.lineNeighbors.get(log)).toEqual([join(folder, events)]);
  expect([second.lines, runsOf(second)]).toEqual([[log], []]);
});
