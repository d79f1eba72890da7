import { runTools, workerSettings as settings } from "../../../runTools.ts";
import { appendFile, mkdir, mkdtemp, readFile, readdir, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { FindingCode } from "../../../../src/contract/model/finding.ts";
import { FollowedRuns } from "../../../../src/worker/runs/followedRuns.ts";
import type { FromWorker, RunName, RunStatus } from "../../../../src/protocol/worker.ts";
import { patiently } from "../../../host/patience.ts";

let folder: string;
let sent: FromWorker[];
let runs: FollowedRuns;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "slopewise-runs-"));
  sent = [];
  runs = new FollowedRuns(settings, runTools, (message) => sent.push(message));
});

afterEach(async () => {
  await runs.dispose();
  await rm(folder, { recursive: true, force: true });
});

/** A run whose log holds the given text. */
async function runWith(text: string, name = "run"): Promise<RunName> {
  await mkdir(join(folder, name), { recursive: true });
  const log = join(folder, name, "metrics.jsonl");
  await writeFile(log, text);
  return { log, run: name, label: `${name}/metrics.jsonl`, csv: null };
}

/** What was said last of a log. */
function statusOf({ log }: RunName): RunStatus | undefined {
  const all = sent.flatMap((message) => (message.type === "status" ? message.runs : []));
  return all.findLast((status) => status.log === log);
}

function codesOf(run: RunName): readonly FindingCode[] {
  return statusOf(run)?.findings.map((finding) => finding.code) ?? [];
}

/** Metrics with findings that only the training loss can have. */
function lossFindings(run: RunName): readonly (string | null)[] {
  const found = statusOf(run)?.findings.filter(({ code, severity }) => code === "non-finite" && severity === "error");
  return (found ?? []).map(({ metric }) => metric);
}

function csvOf({ log }: RunName): Promise<string> {
  return readFile(join(log, "..", "metrics.csv"), "utf8");
}

/** Waits until the assertions hold. */
function eventually(check: () => void | Promise<void>): Promise<void> {
  return vi.waitFor(check, patiently);
}

describe("FollowedRuns", () => {
  it("marks a run by when its log was written, and turns the mark without anything happening to the log", async () => {
    const run = await runWith('{"step": 1}\n');
    const ago = (ms: number): Promise<void> => utimes(run.log, (Date.now() - ms) / 1000, (Date.now() - ms) / 1000);
    await ago(119_000);
    runs.follow([run]);
    await eventually(() => expect(statusOf(run)?.life?.state).toBe("live"));
    await eventually(() => expect(statusOf(run)?.life?.state).toBe("stalled"));
    await runs.unfollow([run.log]);
    await ago(3_600_000);
    runs.follow([run]);
    await eventually(() => expect(statusOf(run)?.life?.state).toBe("ended"));
  });

  it("follows a log that grows: status and CSV", async () => {
    const run = await runWith('{"step": 1, "loss_train_nats": 2.5}\n');
    runs.follow([run]);
    await eventually(() => expect(statusOf(run)?.records).toBe(1));
    await appendFile(run.log, '{"step": 2, "loss_train_nats": 2.25}\n');
    await eventually(() => expect(statusOf(run)).toMatchObject({ records: 2, clock: "step", last: 2 }));
    expect(await csvOf(run)).toBe("step,loss_train_nats\n1,2.5\n2,2.25\n");
  });

  it("writes no CSV next to a log that is JSON Lines under another name, and does not mention it", async () => {
    const { log } = await runWith('{"step": 1}\n');
    const other = { log: join(log, "..", "log.txt"), run: "other", label: "run/log.txt", csv: null };
    await writeFile(other.log, '{"step": 1}\n{"step": 2}\n');
    runs.follow([other]);
    await eventually(() => expect(statusOf(other)?.records).toBe(2));
    await runs.configure({ ...settings, csv: "off" });
    await appendFile(other.log, '{"step": 3}\n');
    await eventually(() => expect(statusOf(other)?.records).toBe(3));
    expect(codesOf(other).filter((code) => code.startsWith("csv-"))).toEqual([]);
    expect((await readdir(join(log, ".."))).sort()).toEqual(["log.txt", "metrics.jsonl"]);
  });

  it("writes nothing while it must not, says so, and starts to write when it may", async () => {
    const run = await runWith('{"step": 1}\n');
    await runs.configure({ ...settings, csv: "untrusted" });
    runs.follow([run]);
    await eventually(() => expect(codesOf(run)).toContain("csv-missing"));
    await expect(csvOf(run)).rejects.toThrow();
    await runs.configure(settings);
    await eventually(async () => expect(await csvOf(run)).toBe("step\n1\n"));
    await eventually(() => expect(codesOf(run)).not.toContain("csv-missing"));
  });

  it("forgets a run that it was told to leave, also while settings change", async () => {
    const run = await runWith('{"step": 1}\n');
    runs.follow([run]);
    await eventually(() => expect(statusOf(run)?.records).toBe(1));
    await Promise.all([runs.configure({ ...settings, pollInterval: 60 }), runs.unfollow([run.log])]);
    await appendFile(run.log, '{"step": 2}\n');
    const other = await runWith('{"step": 1}\n', "other");
    runs.follow([other]);
    await eventually(() => expect(statusOf(other)?.records).toBe(1));
    expect(await csvOf(run)).toBe("step\n1\n");
  });

  it("generates a CSV that is asked for, and names one that is not ours before it replaces it", async () => {
    const run = await runWith('{"step": 1}\n');
    await writeFile(join(run.log, "..", "metrics.csv"), "epoch,val_loss\n0,1\n");
    runs.follow([run]);
    await eventually(() => expect(codesOf(run)).toContain("csv-foreign"));
    expect(await runs.questions.convert(run.log, { force: false, derived: false })).toMatchObject({
      done: false,
      replaceable: "foreign",
    });
    expect(await csvOf(run)).toBe("epoch,val_loss\n0,1\n");
    expect(await runs.questions.convert(run.log, { force: true, derived: false })).toMatchObject({
      done: true,
      replaceable: null,
    });
    await eventually(() => expect(codesOf(run)).not.toContain("csv-foreign"));
    expect(await csvOf(run)).toBe("step\n1\n");
  });

  it("checks by the nearest contract, again when it changes, and says when it cannot be used", async () => {
    const run = await runWith('{"step": 1}\n{"step": 2}\n{"step": 3}\n');
    const contract = join(folder, "metrics.contract.json");
    await writeFile(contract, '{ "metrics": { "step": { "every": "batch" } } }');
    runs.follow([run]);
    await eventually(() => expect(statusOf(run)?.records).toBe(3));
    expect(codesOf(run)).not.toContain("contract-invalid");
    await writeFile(contract, '{ "metrics": ');
    runs.contractsChanged();
    await eventually(() => expect(codesOf(run)).toContain("contract-invalid"));
    const said = sent.findLast((message) => message.type === "contract");
    expect(said).toMatchObject({ path: contract, usable: false });
    await rm(contract);
    runs.contractsChanged();
    await eventually(() => expect(codesOf(run)).not.toContain("contract-invalid"));
    expect(sent.findLast((message) => message.type === "contract")).toMatchObject({ path: contract, problems: [] });
  });

  it("reads a run by the columns that a person chose, and by itself again", async () => {
    const record = (i: number): string => `${JSON.stringify({ step: i, loss: 2, odd: i % 7 === 0 ? Infinity : 1 })}\n`;
    const text = Array.from({ length: 40 }, (_, i) => record(i).replace("null", "NaN")).join("");
    const run = { ...(await runWith(text)), chosen: { trainLoss: ["odd"] } };
    await runs.configure({ ...settings, builtIn: "auto" });
    runs.follow([run]);
    void runs.openReview(run.log);
    const reviewed = (): unknown => sent.findLast((message) => message.type === "review");
    const readOff = (column: string, source: string): object => ({
      review: { loss: { metric: column } },
      readAs: { taken: { trainLoss: { column, source } }, automatic: { trainLoss: { column: "loss" } } },
    });
    await eventually(() => expect(reviewed()).toMatchObject(readOff("odd", "chosen")));
    await eventually(() => expect(codesOf(run)).toContain("non-finite"));
    runs.choose(run.log, {});
    await eventually(() => expect(reviewed()).toMatchObject(readOff("loss", "name")));
    await eventually(() => expect(lossFindings(run)).toEqual([]));
    runs.choose(run.log, { trainLoss: ["odd"] });
    await eventually(() => expect(lossFindings(run)).toContain("odd"));
  });

  it("tells findings with other severities at once when these change, and those of the contract before", async () => {
    const run = await runWith('{"step": 1}\n{"step": }\n');
    await writeFile(join(folder, "metrics.contract.json"), '{ "metrics": {}, "severities": { "bad-line": "hint" } }');
    const severities = (): unknown => statusOf(run)?.findings.map(({ code, severity }) => [code, severity]);
    await runs.configure({ ...settings, pollInterval: 3_600_000 });
    runs.follow([run]);
    await eventually(() => expect(severities()).toEqual([["bad-line", "hint"]]));
    await runs.configure({ ...settings, pollInterval: 3_600_000, severities: { "bad-line": "information" } });
    await eventually(() => expect(severities()).toEqual([["bad-line", "information"]]));
    await runs.configure({ ...settings, pollInterval: 3_600_000, severities: { "bad-line": "off" } });
    await eventually(() => expect(severities()).toEqual([]));
  });

  it("says that a run stopped before the epochs that its configuration asks for, and not while it goes on", async () => {
    const run = await runWith('{"step": 1, "epoch": 0.5}\n{"step": 2, "epoch": 1}\n');
    await writeFile(join(run.log, "..", "config.json"), '{ "epochs": 3 }');
    await utimes(run.log, new Date(), new Date(Date.now() - 24 * 3_600_000));
    runs.follow([run]);
    await eventually(() => expect(codesOf(run)).toContain("stopped-early"));
    await appendFile(run.log, '{"step": 3, "epoch": 1.5}\n');
    await eventually(() => expect(statusOf(run)?.records).toBe(3));
    expect(codesOf(run)).not.toContain("stopped-early");
  });

  it("says where in its line a finding is", async () => {
    const run = await runWith('{"step": 1, "loss_train_nats": NaN}\n{"step": }\n');
    runs.follow([run]);
    await eventually(() => expect(codesOf(run)).toContain("non-finite"));
    const spans = statusOf(run)?.findings.flatMap(({ code, span }) => (span === undefined ? [] : [[code, span]]));
    expect(spans).toEqual([
      ["bad-line", { line: 2, startColumn: 10, endColumn: 11 }],
      ["non-finite", { line: 1, startColumn: 32, endColumn: 35 }],
    ]);
  });

  it("says that a log was deleted, and goes on when it is there again", async () => {
    const run = await runWith('{"step": 1}\n');
    runs.follow([run]);
    await eventually(() => expect(statusOf(run)?.records).toBe(1));
    await rm(run.log);
    await eventually(() => expect(statusOf(run)).toMatchObject({ gone: true, findings: [] }));
    await writeFile(run.log, '{"step": 1}\n{"step": 2}\n');
    await eventually(() => expect(statusOf(run)).toMatchObject({ gone: false, records: 2 }));
  });

  it("says that a log is not a file it can read, once, and reads it when it is", async () => {
    const run = await runWith("");
    await rm(run.log);
    await mkdir(run.log);
    runs.follow([run]);
    await eventually(() => expect(codesOf(run)).toEqual(["unreadable"]));
    await rm(run.log, { recursive: true });
    await writeFile(run.log, '{"step": 1}\n');
    await eventually(() => expect(statusOf(run)?.records).toBe(1));
    expect(codesOf(run)).not.toContain("unreadable");
  });

  it("sends a review when it is asked for and after every change", async () => {
    const run = await runWith('{"step": 1, "loss_train_nats": 2.5}\n');
    void runs.openReview(run.log);
    runs.follow([run]);
    const reviews = (): number[] =>
      sent.flatMap((message) => (message.type === "review" ? [message.review.records] : []));
    await eventually(() => expect(reviews().at(-1)).toBe(1));
    await appendFile(run.log, '{"step": 2, "loss_train_nats": 2.25}\n');
    await eventually(() => expect(reviews().at(-1)).toBe(2));
  });

  it("keeps what it knows in the storage folder, and nothing in the run's", async () => {
    const run = await runWith('{"step": 1}\n');
    const storage = join(folder, "storage");
    const keeping = new FollowedRuns({ ...settings, storage }, runTools, (message) => sent.push(message));
    keeping.follow([run]);
    await eventually(() => expect(statusOf(run)?.records).toBe(1));
    await keeping.dispose();
    expect((await stat(storage)).isDirectory()).toBe(true);
    expect((await readdir(join(run.log, ".."))).sort()).toEqual(["metrics.csv", "metrics.jsonl"]);
  });
});

describe("the review of a run that goes on", () => {
  it("says how large its log is, how fast it grows and when it will have done what its configuration asks for", async () => {
    const now = Math.floor(Date.now() / 1000);
    const record = (i: number): string =>
      `${JSON.stringify({ step: i, epoch: i / 100, time: now + i, loss_train_nats: 2 })}\n`;
    const text = Array.from({ length: 200 }, (_, i) => record(i + 1)).join("");
    const run = await runWith(text);
    await writeFile(join(run.log, "..", "config.json"), '{ "epochs": 10 }');
    runs.follow([run]);
    void runs.openReview(run.log);
    const facts = (): unknown => sent.findLast((message) => message.type === "review")?.facts;
    await eventually(() => expect(facts()).toMatchObject({ bytes: text.length, recordsPerMinute: 60, planned: 10 }));
    await appendFile(run.log, record(201));
    await eventually(() => expect(facts()).toMatchObject({ bytes: text.length + record(201).length, planned: 10 }));
    const { expectedEnd } = facts() as { expectedEnd: number };
    // 799 records of a second each are left.
    expect(Math.abs(expectedEnd - Date.now() - 799_000)).toBeLessThan(60_000);
  });
});
