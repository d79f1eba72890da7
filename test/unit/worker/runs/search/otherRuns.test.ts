import { appendFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { FoundRuns, FromWorker, WorkerSettings } from "../../../../../src/protocol/worker.ts";
import { FollowedRuns } from "../../../../../src/worker/runs/followedRuns.ts";
import { findRuns } from "../../../../../src/formats/discovery/findRuns.ts";
import { OtherRuns } from "../../../../../src/worker/runs/search/otherRuns.ts";
import { patiently } from "../../../../host/patience.ts";
import { runRecord, wandbFile } from "../../../../reference/writers.ts";
import { runTools, workerSettings } from "../../../../runTools.ts";

let folder: string;
let ended: (() => Promise<void>)[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "slopewise-search-"));
  ended = [];
});

afterEach(async () => {
  await Promise.all(ended.map((end) => end()));
  rmSync(folder, { recursive: true, force: true });
});

function session(): { readonly runs: FollowedRuns; readonly others: OtherRuns; readonly sent: FromWorker[] } {
  const storage = join(folder, "storage");
  const settings: WorkerSettings = { ...workerSettings, builtIn: "auto", storage };
  const sent: FromWorker[] = [];
  const runs = new FollowedRuns(settings, runTools, (message) => sent.push(message));
  ended.push(() => runs.dispose());
  return { runs, others: new OtherRuns({ findRuns, kept: runs, places: runTools.places }, storage), sent };
}

function search(others: OtherRuns, files: readonly string[], named: readonly string[] = []): Promise<FoundRuns> {
  return others.find({ root: folder, files, lines: named, named });
}

const files = ({ runs }: FoundRuns): readonly (readonly string[])[] => runs.map((run) => run.files);

describe("a CSV that was kept next to a log", () => {
  const log = (): string => join(folder, "metrics.jsonl");
  const csv = (): string => join(folder, "metrics.csv");

  /** Follows a log until its CSV is there. */
  async function keep(): Promise<ReturnType<typeof session>> {
    const one = session();
    writeFileSync(
      log(),
      Array.from({ length: 9 }, (_, step) => `{"step": ${step}, "loss": ${2 - step / 10}}\n`).join(""),
    );
    one.runs.follow([{ log: log(), run: "run", label: "metrics.jsonl", csv: null }]);
    await vi.waitFor(() => expect(one.runs.keepsCsv(csv())).toBe(true), patiently);
    return one;
  }

  it("is no run of its own when its log was deleted, in the same session and in the next one", async () => {
    const { runs, others } = await keep();
    unlinkSync(log());
    expect(files(await search(others, ["metrics.csv"]))).toEqual([]);
    await runs.unfollow([log()]);
    expect(files(await search(others, ["metrics.csv"]))).toEqual([]);
  });

  it("is none in a later session either", async () => {
    const { runs } = await keep();
    await runs.dispose();
    ended = [];
    unlinkSync(log());
    expect(files(await search(session().others, ["metrics.csv"]))).toEqual([]);
  });

  it("is a log once its tool writes to it", async () => {
    const { runs, others } = await keep();
    unlinkSync(log());
    await runs.unfollow([log()]);
    appendFileSync(csv(), "9,1.05\n");
    expect(files(await search(others, ["metrics.csv"]))).toEqual([[csv()]]);
  });
});

describe("a search for runs of other tools", () => {
  it("looks again at a file once it was written to", async () => {
    const { others } = session();
    writeFileSync(join(folder, "metrics.csv"), "name,age\n");
    expect(files(await search(others, ["metrics.csv"]))).toEqual([]);
    writeFileSync(join(folder, "metrics.csv"), "step,train_loss\n0,2.5\n");
    expect(files(await search(others, ["metrics.csv"]))).toEqual([[join(folder, "metrics.csv")]]);
  });

  it("finds a run once where a link leads to its folder", async () => {
    const { others } = session();
    mkdirSync(join(folder, "run-1"));
    writeFileSync(join(folder, "run-1", "run-abc.wandb"), wandbFile([runRecord("abc", "brisk-lake-7")]));
    symlinkSync("run-1", join(folder, "latest-run"));
    const found = await search(others, ["latest-run/run-abc.wandb", "run-1/run-abc.wandb"]);
    expect(files(found)).toEqual([[join(folder, "run-1", "run-abc.wandb")]]);
  });

  it("takes a file that a person named for what it begins like, JSON Lines otherwise", async () => {
    const { others } = session();
    writeFileSync(join(folder, "curve.dat"), "iteration,loss\n0,2.5\n");
    writeFileSync(join(folder, "lines.dat"), '{"step": 0, "loss": 2.5}\n');
    const found = await search(others, [], ["curve.dat", "lines.dat"]);
    expect(found.lines).toEqual(["lines.dat"]);
    expect(found.runs.map(({ format }) => format)).toEqual(["csv"]);
  });
});
