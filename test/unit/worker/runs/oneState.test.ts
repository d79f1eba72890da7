import { engine } from "../../../engine.ts";
import { runTools, workerSettings } from "../../../runTools.ts";
import { mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import type { Finding } from "../../../../src/contract/model/finding.ts";
import { linesAt } from "../../../../src/log/read/linesAt.ts";
import { readLog } from "../../../../src/log/read/readLog.ts";
import type { RunStatus } from "../../../../src/protocol/worker.ts";
import { Contracts } from "../../../../src/run/contracts.ts";
import { Liveness } from "../../../../src/run/liveness.ts";
import { RunCheck, type RunVerdict } from "../../../../src/run/runCheck.ts";
import { RunFolder } from "../../../../src/run/runFolder.ts";
import { Run } from "../../../../src/worker/runs/run.ts";

const minute = 60_000;

/** A run as people leave it: how old its log is, what was planned, how it fares, and how its log ends. */
interface Left {
  readonly minutes: number;
  readonly config: string | null;
  readonly losses: readonly string[];
  readonly tail: string;
}

const left: fc.Arbitrary<Left> = fc.record({
  // Each side of both thresholds, and well beyond.
  minutes: fc.constantFrom(0, 1.9, 2.1, 9.9, 10.1, 31, 600),
  config: fc.constantFrom(null, '{ "epochs": 4 }', '{ "epochs": 90 }', '{ "max_steps": 40 }', '{ "max_steps": 9000 }'),
  losses: fc.constantFrom(
    Array.from({ length: 40 }, (_, step) => String(2 - step / 100)),
    Array.from({ length: 40 }, (_, step) => (step < 30 ? String(2 - step / 100) : "NaN")),
  ),
  tail: fc.constantFrom("", '{"step": 40, "loss_tr'),
});

async function inFolder(run: Left, act: (log: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "slopewise-state-"));
  try {
    const log = join(folder, "metrics.jsonl");
    const lines = run.losses.map(
      (loss, step) => `{"step": ${step}, "epoch": ${step / 10}, "loss_train_nats": ${loss}}\n`,
    );
    await writeFile(log, lines.join("") + run.tail);
    const written = new Date(Date.now() - run.minutes * minute);
    await utimes(log, written, written);
    await (run.config === null ? undefined : writeFile(join(folder, "config.json"), run.config));
    await act(log);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What the worker says of the run, and whether its review takes the run for one that goes on. */
async function inWorker(log: string): Promise<RunStatus> {
  const failed = (error: unknown): never => {
    throw error;
  };
  const run = new Run(
    { log, run: "run", label: "run/metrics.jsonl", csv: null },
    {
      tools: runTools,
      settings: () => ({ ...workerSettings, csv: "off" }),
      contracts: new Contracts(),
      listener: { polled: () => undefined, contractRead: () => undefined, failed },
    },
  );
  await run.poll();
  await run.load();
  await run.poll();
  const status = run.status();
  await run.dispose();
  return status;
}

/** What the command line says of it. */
async function onCommandLine(log: string): Promise<RunVerdict> {
  const folder = new RunFolder(log, engine);
  const check = new RunCheck(log, { contracts: new Contracts(), folder, liveness: new Liveness(folder) });
  const contract = await check.readContract();
  const { modified } = (await folder.times()) ?? { modified: 0 };
  const { marks, ...read } = await readLog(log, { engine, includeIncomplete: true });
  return check.check({ ...read, modified, textsAt: (lines) => linesAt(log, marks, lines) }, contract);
}

function codes(findings: readonly Finding[]): ReadonlySet<string> {
  return new Set(findings.map(({ code }) => code));
}

it("is one state that all read: the list of runs, the findings, the review and the command line", async () => {
  await fc.assert(
    fc.asyncProperty(left, (run) =>
      inFolder(run, async (log) => {
        const status = await inWorker(log);
        const verdict = await onCommandLine(log);
        expect(status.life).toEqual(verdict.life);
        for (const findings of [status.findings, verdict.found]) {
          const found = codes(findings);
          expect(found.has("stopped-early")).toBe(verdict.life.state === "stopped");
          expect(found.has("incomplete-line")).toBe(verdict.life.over && run.tail !== "");
        }
        expect(verdict.life.state === "nan").toBe(run.losses.includes("NaN"));
        expect(["stalled", "live"].includes(verdict.life.state) && verdict.life.over).toBe(false);
        expect(["stopped", "ended"].includes(verdict.life.state) && !verdict.life.over).toBe(false);
      }),
    ),
    { numRuns: 60 },
  );
});
