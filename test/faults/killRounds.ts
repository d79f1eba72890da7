import { spawn } from "node:child_process";
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { build } from "esbuild";
import { engine } from "../engine.ts";
import { LogFollower } from "../../src/log/follow/logFollower.ts";
import { nodeBundle } from "../../scripts/bundle.ts";
import { referenceConvert } from "../reference/referenceConverter.ts";
import { lines } from "./logLines.ts";

export interface KillReport {
  readonly rounds: number;
  /** Rounds after which the next start did not give the reference's CSV, or left files behind. */
  readonly failures: readonly string[];
}

/**
 * Kills a reader at a random moment while a log grows next to it, then starts the next one, and compares. `random` gives
 * numbers from 0 to 1.
 */
export async function killRounds(rounds: number, random: () => number): Promise<KillReport> {
  const folder = mkdtempSync(join(tmpdir(), "slopewise-kill-"));
  const failures: string[] = [];
  try {
    await bundleReader("followUntilKilled.ts", join(folder, "reader.mjs"));
    for (let round = 0; round < rounds; round += 1) {
      const failure = await killRound(folder, round, random);
      if (failure !== null) {
        failures.push(`round ${round}: ${failure}`);
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return { rounds, failures };
}

/** A program of this folder in one file, which starts in a fraction of the time. */
export async function bundleReader(program: string, outfile: string): Promise<void> {
  const entryPoints = [join(import.meta.dirname, program)];
  await build({ ...(await nodeBundle()), entryPoints, outfile, format: "esm" });
}

async function killRound(folder: string, round: number, random: () => number): Promise<string | null> {
  const run = join(folder, "run");
  const log = join(folder, "run", "metrics.jsonl");
  if (round % 10 === 0) {
    rmSync(run, { recursive: true, force: true });
    rmSync(join(folder, "state"), { recursive: true, force: true });
    mkdirSync(run, { recursive: true });
  }
  appendFileSync(log, round % 10 === 0 ? lines(0, 3_000) : lines(round, 200));
  const child = spawn(process.execPath, [join(folder, "reader.mjs"), log, join(folder, "state")], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await new Promise((resolve) => child.stdout.once("data", resolve));
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const end = performance.now() + 5 + random() * 120;
  for (let step = 0; performance.now() < end; step += 1) {
    appendFileSync(log, random() < 0.1 ? `{"key_${round}_${step % 5}": ${step}}\n` : `{"step": ${step}, "lo`);
    await pause(random() * 4);
    appendFileSync(log, 'ss": 1}\n'.repeat(random() < 0.9 ? 1 : 0));
  }
  child.kill("SIGKILL");
  await ended;
  return verdict(run, log);
}

/** What is wrong after the next start, or null. */
export async function verdict(run: string, log: string): Promise<string | null> {
  const follower = new LogFollower(log, { engine, writeCsv: true });
  const poll = await follower.poll();
  await follower.dispose();
  const csv = join(run, "metrics.csv");
  const leftovers = readdirSync(run).filter((name) => !name.startsWith("metrics."));
  if (poll.csv.state !== "current" || !existsSync(csv)) {
    return `the CSV is ${poll.csv.state}: ${poll.csv.message ?? ""}`;
  }
  if (leftovers.length > 0) {
    return `left behind: ${leftovers.join(", ")}`;
  }
  const expected = referenceConvert(readFileSync(log), { includeIncomplete: false });
  return readFileSync(csv, "utf8") === expected ? null : "the CSV differs from the reference";
}
