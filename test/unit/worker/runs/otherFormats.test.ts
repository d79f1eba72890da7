import { runTools, workerSettings } from "../../../runTools.ts";
import { appendFileSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { findRuns } from "../../../../src/formats/discovery/findRuns.ts";
import { readRun } from "../../../../src/formats/discovery/readRun.ts";
import type { RunSource } from "../../../../src/formats/model/format.ts";
import type { FromWorker, RunName, RunStatus, WorkerSettings } from "../../../../src/protocol/worker.ts";
import { Contracts } from "../../../../src/run/contracts.ts";
import { FollowedRuns } from "../../../../src/worker/runs/followedRuns.ts";
import { Run } from "../../../../src/worker/runs/run.ts";
import { rowsOf } from "../../formats/support.ts";
import { otherFormats } from "../../../testData.ts";
import { patiently } from "../../../host/patience.ts";

const settings: WorkerSettings = { ...workerSettings, builtIn: "auto" };

let folder: string;
let ended: (() => Promise<void>)[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "slopewise-other-"));
  ended = [];
});

afterEach(async () => {
  vi.useRealTimers();
  await Promise.all(ended.map((end) => end()));
  rmSync(folder, { recursive: true, force: true });
});

/** A file as its tool leaves it at several times, and how it gets from one to the next. */
interface Growth {
  readonly name: string;
  readonly file: string;
  readonly states: readonly Uint8Array[];
  readonly appends: boolean;
}

const read = (path: string): Buffer => readFileSync(join(otherFormats, path));

/** A file that grows at its end: its first part, a torn piece more, and all of it. */
function appended(name: string, path: string): Growth {
  const bytes = read(path);
  const cuts = [Math.floor(bytes.length / 3), Math.floor((2 * bytes.length) / 3), bytes.length];
  return {
    name,
    file: path.slice(path.lastIndexOf("/") + 1),
    states: cuts.map((cut) => bytes.subarray(0, cut)),
    appends: true,
  };
}

function rewritten(name: string, file: string, paths: readonly string[]): Growth {
  return { name, file, states: paths.map(read), appends: false };
}

const growths: readonly Growth[] = [
  appended("a TensorBoard event file", "tensorboard/sb3-torch/events.out.tfevents.1761924447.host.5700.0"),
  appended("a W&B file", "wandb/live/run-wm3live.wandb"),
  appended("Lightning's metrics.csv", "lightning/ml-aos/metrics.csv"),
  rewritten("Lightning's metrics.csv with a new header", "metrics.csv", [
    "synthetic/lightning-growing/state-1/metrics.csv",
    "synthetic/lightning-growing/state-2/metrics.csv",
    "synthetic/lightning-growing/state-3/metrics.csv",
  ]),
  rewritten("a trainer_state.json", "trainer_state.json", [
    "hf/unitsyn/checkpoint-500/trainer_state.json",
    "hf/unitsyn/checkpoint-1000/trainer_state.json",
    "hf/unitsyn/checkpoint-1500/trainer_state.json",
  ]),
];

/** The only run of a folder, found as the command line finds it. */
async function onlyRunIn(root: string): Promise<RunSource> {
  const labels = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
  const { runs } = await findRuns(root, labels, []);
  const [run] = runs;
  if (run === undefined || runs.length > 1) {
    throw new Error(`${root} holds ${runs.length} runs`);
  }
  return run;
}

function nameOf(source: RunSource): RunName {
  return { log: source.path, run: "run", label: relative(folder, source.path), csv: null, source };
}

function opened(source: RunSource): Run {
  const failed = (error: unknown): never => {
    throw error;
  };
  const listener = { polled: () => undefined, contractRead: () => undefined, failed };
  const run = new Run(nameOf(source), {
    tools: runTools,
    settings: () => settings,
    contracts: new Contracts(),
    listener,
  });
  ended.push(() => run.dispose());
  return run;
}

/** All runs followed, and what was said of them. */
function followed(): {
  readonly runs: FollowedRuns;
  readonly sent: FromWorker[];
  statusOf: (log: string) => RunStatus | undefined;
} {
  const sent: FromWorker[] = [];
  const runs = new FollowedRuns(settings, runTools, (message) => sent.push(message));
  ended.push(() => runs.dispose());
  const statusOf = (log: string): RunStatus | undefined =>
    sent.flatMap((message) => (message.type === "status" ? message.runs : [])).findLast((status) => status.log === log);
  return { runs, sent, statusOf };
}

function eventually(check: () => void | Promise<void>): Promise<void> {
  return vi.waitFor(check, patiently);
}

describe.each(growths)("$name that grows", ({ file, states, appends }) => {
  const first = states[0] ?? new Uint8Array();

  function write(index: number): void {
    const [before, now] = [states[index - 1], states[index]];
    const path = join(folder, file);
    if (now !== undefined && appends && before !== undefined) {
      appendFileSync(path, now.subarray(before.length));
    } else if (now !== undefined) {
      writeFileSync(path, now);
    }
  }

  it("has the rows that reading it at once gives, without its last torn line", async () => {
    writeFileSync(join(folder, file), first);
    const source = await onlyRunIn(folder);
    const run = opened(source);
    await run.poll();
    const before = run.source()?.table.records ?? 0;
    expect(before).toBeGreaterThan(0);
    for (const index of states.keys()) {
      write(index);
      // What was rewritten is believed once it stood still from one poll to the next.
      await run.poll();
      await run.poll();
    }
    const whole = await readRun(source, { texts: false });
    const table = run.source()?.table;
    expect(table === undefined ? [] : rowsOf(table)).toEqual(rowsOf(whole.table));
    expect(whole.table.records).toBeGreaterThan(before);
  });

  it("is reported as it grows, reviewed, and left as it is", async () => {
    writeFileSync(join(folder, file), first);
    const source = await onlyRunIn(folder);
    const { runs, statusOf } = followed();
    runs.follow([nameOf(source)]);
    await eventually(() => expect(statusOf(source.path)?.records).toBeGreaterThan(0));
    [...states.keys()].forEach(write);
    const { table } = await readRun(source, { texts: false });
    await eventually(() => expect(statusOf(source.path)).toMatchObject({ records: table.records, gone: false }));
    expect(statusOf(source.path)?.life).not.toBeNull();
    expect(await runs.questions.answer(source.path, "review")).toMatchObject({ kind: "review" });
    // Neither a CSV nor anything else is written next to it unasked.
    expect(readdirSync(folder)).toEqual([file]);
  });
});

describe("A run of another format", () => {
  async function copied(path: string): Promise<RunSource> {
    cpSync(join(otherFormats, path), join(folder, path), { recursive: true });
    return onlyRunIn(folder);
  }

  it("gets its CSV on request alone, under a name that is no tool's", async () => {
    const source = await copied("lightning/ml-aos");
    const { runs, statusOf } = followed();
    runs.follow([nameOf(source)]);
    await eventually(() => expect(statusOf(source.path)?.records).toBeGreaterThan(0));
    const before = readFileSync(source.path);
    const csv = join(dirname(source.path), "metrics.slopewise.csv");
    expect(statusOf(source.path)).toMatchObject({ csvPath: csv });
    expect(await runs.questions.convert(source.path, { force: false, derived: false })).toMatchObject({
      done: true,
      path: csv,
    });
    expect(readFileSync(csv, "utf8")).toMatch(/^[^\n]*step[^\n]*\n/);
    expect(readFileSync(source.path)).toEqual(before);
    writeFileSync(csv, "mine\n");
    const again = await runs.questions.convert(source.path, { force: false, derived: false });
    expect(again).toMatchObject({ done: false, replaceable: "foreign" });
    await expect(runs.questions.convert(source.path, { force: false, derived: true })).rejects.toThrow(
      "can only be written for JSON Lines",
    );
  });

  it("has the problems of its files among its findings, by record where there are no lines", async () => {
    const source = await copied("wandb/bad-crc");
    const run = opened(source);
    await run.poll();
    expect(run.status().findings.filter(({ code }) => code === "bad-line")).toMatchObject([
      { facts: { unit: "record" } },
    ]);
  });

  it("answers before its first poll what it answers after it", async () => {
    const run = opened(await copied("lightning/ml-aos"));
    const rule = '{ "metrics": { "absent": { "every": "batch" } } }';
    const ask = async (): Promise<unknown> => ({
      ...(await run.lossColumns()),
      after: (await run.effectOf(rule)).after,
    });
    const before = await ask();
    await run.poll();
    expect(before).toEqual(await ask());
    expect(before).toMatchObject({ columns: expect.arrayContaining([expect.anything()]) as unknown[] });
  });

  it("goes and comes back with its files", async () => {
    const source = await copied("lightning/ml-aos");
    const bytes = readFileSync(source.path);
    const run = opened(source);
    await run.poll();
    const { records } = run.status();
    rmSync(source.path);
    await run.poll();
    expect(run.status()).toMatchObject({ gone: true, records });
    writeFileSync(source.path, bytes);
    await run.poll();
    await run.poll();
    expect(run.status()).toMatchObject({ gone: false, records });
  });

  it("has its last line counted without a newline once nobody writes to it any more", async () => {
    const path = join(folder, "metrics.csv");
    writeFileSync(path, "step,epoch,train_loss\n0,0,2.5\n1,0,2.25");
    const source = await onlyRunIn(folder);
    const run = opened(source);
    await run.poll();
    expect(run.status().records).toBe(1);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 3_600_000 });
    await run.poll();
    vi.useRealTimers();
    expect(run.status().records).toBe(2);
    appendFileSync(path, "5\n2,0,2\n");
    await run.poll();
    await run.poll();
    const table = run.source()?.table;
    expect(table === undefined ? [] : rowsOf(table).map((row) => row["train_loss"])).toEqual([2.5, 2.255, 2]);
  });
});
