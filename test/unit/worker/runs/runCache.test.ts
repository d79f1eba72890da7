import { runTools, workerSettings } from "../../../runTools.ts";
import { appendFile, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Run } from "../../../../src/worker/runs/run.ts";
import { Contracts } from "../../../../src/run/contracts.ts";
import type { RunStatus, WorkerSettings } from "../../../../src/protocol/worker.ts";
import { useLanguage } from "../../../../src/l10n.ts";

const hour = 60 * 60_000;
const lines = Array.from(
  { length: 40 },
  (_, step) => `{"step": ${step}, "epoch": ${step / 10}, "loss_train_nats": ${2 - step / 100}, "lr": 0.1}\n`,
);

let folder: string;
let log: string;
let settings: WorkerSettings;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "slopewise-rest-"));
  log = join(folder, "metrics.jsonl");
  const storage = join(folder, "storage");
  settings = { ...workerSettings, storage };
  await writeFile(log, lines.join(""));
  await writtenAgo(2 * hour);
});

afterEach(async () => {
  vi.useRealTimers();
  useLanguage({ tag: "en", texts: {} });
  await rm(folder, { recursive: true, force: true });
});

async function writtenAgo(milliseconds: number): Promise<void> {
  const time = new Date(Date.now() - milliseconds);
  await utimes(log, time, time);
}

function newRun(): Run {
  const listener = {
    polled: () => undefined,
    contractRead: () => undefined,
    failed: (error: unknown) => {
      throw error;
    },
  };
  const name = { log, run: "run", label: "run/metrics.jsonl", csv: null };
  return new Run(name, { tools: runTools, settings: () => settings, contracts: new Contracts(), listener });
}

/** What a session says of the run, and whether it read the log's columns for that. */
async function session(during?: (run: Run) => Promise<void>): Promise<{ status: RunStatus; read: boolean }> {
  const run = newRun();
  await run.poll();
  await during?.(run);
  const status = run.status();
  const read = run.source() !== null;
  await run.dispose();
  return { status, read };
}

/** What does not depend on when the run was looked at. */
function saying({ status }: { readonly status: RunStatus }): Partial<RunStatus> {
  return { ...status, lastRead: null };
}

describe("a run that nobody has written to since the last session", () => {
  it("is known without its columns, as it was", async () => {
    const before = await session();
    const after = await session();
    expect([before.read, after.read]).toEqual([true, false]);
    expect(saying(after)).toEqual(saying(before));
    expect(after.status).toMatchObject({
      records: 40,
      clock: "epoch",
      last: 3.9,
      life: { state: "ended", over: true },
    });
    expect(after.status.findings).not.toEqual([]);
  });

  it("is read when somebody opens it, and says the same then", async () => {
    const before = await session();
    const after = await session((run) => run.load());
    expect(after.read).toBe(true);
    expect(saying(after)).toEqual(saying(before));
  });

  it("is read at the first look when it was opened before that", async () => {
    await session();
    const run = newRun();
    await run.load();
    await run.poll();
    expect(run.review()?.review.records).toBe(40);
    await run.dispose();
  });

  it("is read once it grows", async () => {
    await session();
    const { status, read } = await session(async (run) => {
      expect(run.source()).toBeNull();
      await appendFile(log, '{"step": 40, "epoch": 4}\n');
      await run.poll();
    });
    expect([status.records, status.last, read]).toEqual([41, 4, true]);
    expect(await readFile(join(folder, "metrics.csv"), "utf8")).toMatch(/\n40,4,,\n$/);
  });

  it.each<[what: string, change: () => Promise<void>]>([
    ["the log grew", () => appendFile(log, '{"step": 40}\n')],
    [
      "the log is another one of the same size and time",
      async () => {
        const { atime, mtime } = await stat(log);
        await writeFile(log, lines.join("").replace('"step": 7', '"step": 9'));
        await utimes(log, atime, mtime);
      },
    ],
    ["the CSV was edited", () => appendFile(join(folder, "metrics.csv"), "1,2,3,4\n")],
    ["the CSV is gone", () => rm(join(folder, "metrics.csv"))],
    ["a contract came", () => writeFile(join(folder, "metrics.contract.json"), '{ "metrics": {} }')],
    ["a configuration came", () => writeFile(join(folder, "config.json"), '{ "epochs": 90 }')],
    ["another log came", () => writeFile(join(folder, "val.jsonl"), '{"loss_val_nats": 1}\n')],
    [
      "the language is another one",
      () => {
        useLanguage({ tag: "de", texts: {} });
        return Promise.resolve();
      },
    ],
    [
      "nothing is to be written any more",
      () => {
        settings = { ...settings, csv: "off" };
        return Promise.resolve();
      },
    ],
  ])("is read where %s", async (_, change) => {
    await session();
    expect((await session()).read).toBe(false);
    await change();
    expect((await session()).read).toBe(true);
  });

  it("is read where it has stopped since, as the clock alone says", async () => {
    await writtenAgo(1000);
    expect((await session()).status.life?.state).toBe("live");
    expect((await session()).read).toBe(false);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 2 * hour });
    const later = await session();
    expect([later.read, later.status.life?.state]).toEqual([true, "ended"]);
  });

  it("says what came in the moment before the last session ended", async () => {
    const codes = async (): Promise<string[]> => (await session()).status.findings.map(({ code }) => code);
    await session(async (run) => {
      await appendFile(log, '{"step": 40, "epoch": 4, "loss_train_nats": NaN}\n');
      await run.poll();
    });
    const [again, oncemore] = [await codes(), await codes()];
    expect(again).toContain("non-finite");
    expect(oncemore).toEqual(again);
  });

  it("says what a configuration asks for that came after the last check", async () => {
    await session(async (run) => {
      await run.poll();
      await writeFile(join(folder, "config.json"), '{ "epochs": 90 }');
    });
    const { status, read } = await session();
    expect(read).toBe(false);
    expect(status.findings.map(({ code }) => code)).toContain("stopped-early");
  });

  it("keeps its numbers where its log was deleted", async () => {
    await session();
    const { status } = await session(async (run) => {
      await rm(log);
      await run.poll();
    });
    expect(status).toMatchObject({ gone: true, records: 40, last: 3.9 });
  });

  it("is live once it grows, whatever the clock of the machine that keeps the file says", async () => {
    await session();
    const { status } = await session(async (run) => {
      await appendFile(log, '{"step": 40, "epoch": 4}\n');
      await writtenAgo(hour);
      await run.poll();
    });
    expect(status.life?.state).toBe("live");
  });

  it("is known to all that ask for it to be read at once", async () => {
    await session();
    await session(async (run) => {
      const both = [run.load(), run.load()] as const;
      await both[1];
      expect(run.review()?.review.records).toBe(40);
      await both[0];
    });
  });

  it("is read where what was kept is torn or empty, and is known again after that", async () => {
    for (const rest of [0, 0.5]) {
      await session();
      const name = (await readdir(join(folder, "storage"))).find((file) => file.endsWith("-snapshot.run")) ?? "";
      const path = join(folder, "storage", name);
      const kept = await readFile(path);
      await writeFile(path, kept.subarray(0, kept.length * rest));
      expect((await session()).read).toBe(true);
    }
    expect((await session()).read).toBe(false);
  });
});
