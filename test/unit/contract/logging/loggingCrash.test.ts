import { engine } from "../../../engine.ts";
import { appendFile, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { checkLog } from "../logTables.ts";
import { loggingCode, loggingFileName } from "../../../../src/contract/logging/loggingCode.ts";
import { readLog } from "../../../../src/log/read/readLog.ts";
import { seededRandom } from "../../../../src/numerics/stats/random.ts";
import { contractOf } from "../logTables.ts";
import { needing, programs, python, python3, startPython } from "../python.ts";

const contract = contractOf({
  metrics: {
    step: { every: "batch" },
    epoch: { every: "batch" },
    loss_train_nats: { every: "batch" },
    acc_train: { every: "batch" },
    grad_norm: { every: "5 steps" },
    loss_val_nats: { every: "1/4 epoch" },
  },
});

const program = join(programs, "write_until_killed.py");
const newline = 0x0a;

/** Starts a writer and kills it at once when the log has grown by so many bytes. */
async function killAfter(folder: string, log: string, bytes: number): Promise<void> {
  const before = await sizeOf(log);
  const writer = startPython(program, folder, log);
  const gone = new Promise((resolve, reject) => {
    writer.once("error", reject);
    writer.once("exit", (code, signal) => resolve(signal ?? code));
  });
  while ((await sizeOf(log)) < before + bytes && writer.exitCode === null) {
    // Looks again as fast as it can, so that the kill falls anywhere in the loop of the writer.
  }
  writer.kill("SIGKILL");
  expect(await gone).toBe("SIGKILL");
}

async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}

/** The lines of a log without a last one without its newline. */
function wholeLines(bytes: Buffer): string[] {
  const text = bytes.subarray(0, bytes.lastIndexOf(newline) + 1).toString("utf8");
  return text.split("\n").slice(0, -1);
}

const title = "a logger killed at any moment leaves whole lines, and the next one goes on";

test.skipIf(python3 === null)(title + needing(python3, "version 3.8 or newer"), async () => {
  const folder = await mkdtemp(join(tmpdir(), "slopewise-killed-"));
  const log = join(folder, "metrics.jsonl");
  const random = seededRandom(20);
  const torn: string[] = [];
  await writeFile(join(folder, loggingFileName), loggingCode(contract));
  for (let round = 0; round < 24; round += 1) {
    await killAfter(folder, log, 1 + Math.floor(random() * 20_000));
    const bytes = await readFile(log);
    for (const line of wholeLines(bytes)) {
      if (!torn.includes(line)) {
        expect(() => JSON.parse(line) as unknown, line).not.toThrow();
      }
    }
    // A kill mostly leaves a write whole, but may cut it between two pages of memory.
    const tail = bytes.subarray(bytes.lastIndexOf(newline) + 1).toString("utf8");
    if (tail !== "") {
      torn.push(tail);
    } else if (round % 4 === 3) {
      // As by a power cut.
      torn.push(`{"step": 1${round}, "loss_`);
      await appendFile(log, torn.at(-1) ?? "");
    }
  }
  const reached = Number(/"step": (\d+)/.exec(wholeLines(await readFile(log)).at(-1) ?? "")?.[1] ?? 0);
  await python(python3, program, folder, log, String(reached + 2000));
  const { table, problems } = await readLog(log, { engine, includeIncomplete: true });
  const steps = table.column("step");
  const batches = table.column("loss_train_nats")?.rows ?? [];
  const logged = Array.from(batches, (row) => steps?.values[steps.rows.indexOf(row)]);
  expect(logged).toEqual(Array.from({ length: logged.length }, (_, i) => i + 1));
  const found = checkLog({ table, problems, contract });
  expect(found.map(({ code }) => code)).toEqual(["bad-line"]);
  expect(problems.counts["bad-line"]).toBe(torn.length);
  await rm(folder, { recursive: true, force: true });
});
