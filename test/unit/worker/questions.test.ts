import { runTools, workerSettings } from "../../runTools.ts";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { LogError } from "../../../src/log/files/logError.ts";
import { FollowedRuns } from "../../../src/worker/runs/followedRuns.ts";
import type { FromWorker, RunStatus } from "../../../src/protocol/worker.ts";
import { basics, logText } from "../../host/records.ts";
import { patiently } from "../../host/patience.ts";

let folder: string;
let log: string;
let sent: FromWorker[];
let runs: FollowedRuns;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "slopewise-questions-"));
  log = join(folder, "metrics.jsonl");
  sent = [];
  runs = new FollowedRuns(workerSettings, runTools, (message) => sent.push(message));
});

afterEach(async () => {
  await runs.dispose();
  await rm(folder, { recursive: true, force: true });
});

/** Follows a log with this text until it was read. */
async function follow(text: string, csv: string | null = null): Promise<void> {
  await writeFile(log, text);
  runs.follow([{ log, run: "run", label: "run/metrics.jsonl", csv }]);
  await vi.waitFor(() => expect(status()?.lastRead).toBeTypeOf("number"), patiently);
}

function status(): RunStatus | undefined {
  return sent.flatMap((message) => (message.type === "status" ? message.runs : [])).at(-1);
}

describe("a question about a run", () => {
  it("gives the contract that its log keeps", async () => {
    await follow(logText(basics(0, 200)));
    const { kind, value } = await runs.questions.answer(log, "inferred");
    expect(kind).toBe("inferred");
    expect(value).toMatchObject({ names: { trainLoss: "loss_train_nats" } });
  });

  it("gives the columns that may be the loss, and the one that is", async () => {
    await follow(logText(Array.from({ length: 50 }, (_, i) => ({ step: i, rising: i, gap: 3 / (i + 1) }))));
    expect(await runs.questions.answer(log, "lossColumns")).toMatchObject({
      value: { loss: null, columns: [{ column: "gap", values: 50 }, { column: "rising" }, { column: "step" }] },
    });
  });

  it("gives a contract that names the columns that a person chose, and no others", async () => {
    await writeFile(log, logText(basics(0, 200).map((record) => ({ ...record, other: 1 }))));
    runs.follow([{ log, run: "run", label: "run/metrics.jsonl", csv: null, chosen: { trainLoss: ["other"] } }]);
    await vi.waitFor(() => expect(status()?.lastRead).toBeTypeOf("number"), patiently);
    expect(await runs.questions.answer(log, "inferred")).toMatchObject({ value: { given: { trainLoss: ["other"] } } });
  });

  it("gives how its findings would change with another contract, and changes nothing", async () => {
    await follow(logText(basics(0, 200)));
    await vi.waitFor(() => expect(status()?.findings).not.toEqual([]), patiently);
    const before = status()?.findings ?? [];
    const shown = before.filter(({ severity }) => severity !== "hint").length;
    const effect = async (text: string): Promise<unknown> => (await runs.questions.answer(log, "effect", text)).value;
    expect(await effect('{ "metrics": { "step": { "every": "batch" } } }')).toEqual({ before: shown, after: 0 });
    const absent = '{ "metrics": { "a": { "every": "batch" }, "b": { "every": "batch" } } }';
    expect(await effect(absent)).toEqual({ before: shown, after: 2 });
    const silent = absent.replace(/\}$/, ', "severities": { "missing-metric": "off" } }');
    expect(await effect(silent)).toEqual({ before: shown, after: 0 });
    expect(status()?.findings).toEqual(before);
  });

  it("gives what its review says", async () => {
    await follow(logText(basics(0, 400)));
    expect(await runs.questions.answer(log, "summary")).toMatchObject({
      value: expect.stringMatching(/power law/) as string,
    });
  });

  it("gives the numbers of its review", async () => {
    await follow(logText(basics(0, 400)));
    expect(await runs.questions.answer(log, "review")).toMatchObject({
      kind: "review",
      value: { run: "run", records: 400 },
    });
  });

  it("gives its CSV together with what the log gives", async () => {
    await writeFile(join(folder, "metrics.csv"), "step\n1\n9\n");
    await follow('{"step": 1}\n{"step": 2}\n');
    expect(await runs.questions.answer(log, "comparison")).toMatchObject({
      value: { present: "step\n1\n9\n", given: "step\n1\n2\n", line: 3 },
    });
  });

  it("gives the trend of a metric over a part of an axis", async () => {
    await follow(logText(basics(0, 400)));
    const ask = { metric: "step", kind: "linear", axis: "@step", origin: 100, range: [0, 50], isLog: false } as const;
    const { points, ...trend } = await runs.questions.trend(log, ask);
    expect(trend).toEqual({ ask, absent: null, r2: expect.closeTo(1, 9) as number });
    const [first, last] = [points.at(0), points.at(-1)];
    expect([first?.x, last?.x]).toEqual([0, 50]);
    expect([first?.y, last?.y]).toEqual([expect.closeTo(100, 6), expect.closeTo(150, 6)]);
    const absent = async (range: readonly [number, number]): Promise<string | null> =>
      (await runs.questions.trend(log, { ...ask, range })).absent;
    expect(await absent([0, 2])).toBe("fewPoints");
  });

  it("has no answer for a log that nobody follows", async () => {
    await expect(runs.questions.answer(log, "inferred")).rejects.toThrow(LogError);
  });
});

describe("a CSV of a run", () => {
  it("is kept where the person chose, and the one that stands in its place is left alone", async () => {
    await writeFile(join(folder, "metrics.csv"), "mine\n");
    const csv = join(folder, "metrics.slopewise.csv");
    await follow('{"step": 1}\n', csv);
    expect(status()).toMatchObject({ csvPath: csv, findings: [] });
    expect(await readFile(csv, "utf8")).toBe("step\n1\n");
    expect(await readFile(join(folder, "metrics.csv"), "utf8")).toBe("mine\n");
    expect(await runs.questions.convert(log, { force: false, derived: false })).toMatchObject({
      done: true,
      path: csv,
    });
  });

  it("with derived columns holds what the contract derives, in a file of its own", async () => {
    await follow('{"step": 1, "loss_train_nats": 1}\n{"step": 2, "loss_train_nats": 2}\n');
    const path = join(folder, "metrics.derived.csv");
    expect(await runs.questions.convert(log, { force: false, derived: true })).toMatchObject({ done: true, path });
    expect(await readFile(path, "utf8")).toBe(
      `step,loss_train_nats,loss_train_bits\n1,1,${Math.LOG2E}\n2,2,${2 * Math.LOG2E}\n`,
    );
    expect(await readFile(join(folder, "metrics.csv"), "utf8")).toBe("step,loss_train_nats\n1,1\n2,2\n");
  });
});
