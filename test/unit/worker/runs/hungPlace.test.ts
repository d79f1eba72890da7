import { appendFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { FromWorker, RunName, RunStatus } from "../../../../src/protocol/worker.ts";
import { FollowedRuns } from "../../../../src/worker/runs/followedRuns.ts";
import { patiently } from "../../../host/patience.ts";
import { runTools, workerSettings as settings } from "../../../runTools.ts";

let folder: string;
let sent: FromWorker[];
let runs: FollowedRuns;
/** Whether the file system below the folder `far` answers. */
let answers: boolean;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "slopewise-hung-"));
  sent = [];
  answers = false;
  const isFar = (path: string): boolean => path.startsWith(join(folder, "far"));
  const places = {
    answers: (path: string) => Promise.resolve(answers || !isFar(path)),
    forget: () => undefined,
  };
  runs = new FollowedRuns(settings, { ...runTools, places }, (message) => sent.push(message));
});

afterEach(async () => {
  await runs.dispose();
  rmSync(folder, { recursive: true, force: true });
});

function runIn(name: string): RunName {
  mkdirSync(join(folder, name));
  const log = join(folder, name, "metrics.jsonl");
  writeFileSync(log, '{"step": 1}\n');
  return { log, run: name, label: `${name}/metrics.jsonl`, csv: null };
}

function statusOf({ log }: RunName): RunStatus | undefined {
  const all = sent.flatMap((message) => (message.type === "status" ? message.runs : []));
  return all.findLast((status) => status.log === log);
}

const csvOf = ({ log }: RunName): string => log.replace(/\.jsonl$/, ".csv");

describe("a file system that does not answer", () => {
  it("is said of its runs, delays no other run, and is not touched until it answers", async () => {
    const [far, near] = [runIn("far"), runIn("near")];
    runs.follow([far, near]);
    runs.wantSettings();
    runs.openTable();
    await vi.waitFor(() => expect(statusOf(near)?.records).toBe(1), patiently);
    appendFileSync(near.log, '{"step": 2}\n');
    await vi.waitFor(() => expect(statusOf(near)?.records).toBe(2), patiently);
    await vi.waitFor(
      () =>
        expect(statusOf(far)?.findings).toMatchObject([
          { code: "unreadable", facts: { reason: expect.stringMatching(/file system does not answer/) as string } },
        ]),
      patiently,
    );
    expect(existsSync(csvOf(far))).toBe(false);
    answers = true;
    await vi.waitFor(() => expect(statusOf(far)).toMatchObject({ records: 1, findings: [] }), patiently);
    expect(existsSync(csvOf(far))).toBe(true);
  });

  it("is not touched for a question about a run that was not read, either", async () => {
    const far = runIn("far");
    runs.follow([far]);
    await expect(runs.questions.answer(far.log, "lossColumns")).rejects.toThrow(/does not answer/);
    await expect(runs.questions.answer(far.log, "effect", "{}")).rejects.toThrow(/does not answer/);
    const ask = { axis: "@step", metrics: ["step"], points: 9, isLog: false, range: null } as const;
    expect(await runs.questions.curves(far.log, ask)).toEqual([]);
  });

  it("answers what is asked about its runs with words, and lets them go", async () => {
    answers = true;
    const far = runIn("far");
    runs.follow([far]);
    await vi.waitFor(() => expect(existsSync(csvOf(far))).toBe(true), patiently);
    answers = false;
    await expect(runs.questions.convert(far.log, { force: true, derived: false })).rejects.toThrow(/does not answer/);
    await runs.unfollow([far.log]);
  });
});
