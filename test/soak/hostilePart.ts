import { fork, type ChildProcess } from "node:child_process";
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { hostileCases, type HostileCase } from "../hostile/hostileRuns.ts";
import { CsvSampler } from "./csvSampler.ts";
import type { HostileTask, HostileUsage } from "./hostileReader.ts";

/** Milliseconds from a line of the good run to its row that are allowed. */
const longestLatency = 2_000;
/** Milliseconds between two lines of the good run. */
const lineEvery = 100;

/**
 * Follows a good run next to each of the hostile ones; true where each of its lines is in its CSV within two seconds.
 * `size`: how much of each hostile thing there is; `only`: a part of the names of the cases wanted, all where empty.
 */
export async function hostilePart(seconds: number, size: number, only: string): Promise<boolean> {
  let isGood = true;
  for (const one of hostileCases.filter(({ name }) => name.includes(only))) {
    isGood = (await followsNextTo(one, seconds, size)) && isGood;
  }
  return isGood;
}

async function followsNextTo(one: HostileCase, seconds: number, size: number): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), "slopewise-hostile-"));
  const hostile = join(folder, "hostile");
  const reader = fork(join(import.meta.dirname, "hostileReader.ts"));
  let stirrer: ChildProcess | null = null;
  try {
    const good = join(folder, "good", "metrics.jsonl");
    mkdirSync(join(folder, "good"));
    writeFileSync(good, lineNow(0));
    const names = one.make(hostile, size);
    const task: HostileTask = {
      runs: [{ log: good, run: "good", label: "good/metrics.jsonl", csv: null }, ...names],
      storage: join(folder, "storage"),
    };
    const started = performance.now();
    const ready = answer(reader, 60_000);
    reader.send(task);
    if ((await ready) === null) {
      console.log(`  ${one.name}: the good run was not read within a minute`);
      return false;
    }
    const first = performance.now() - started;
    stirrer = fork(join(import.meta.dirname, "hostileStirrer.ts"), [one.name, hostile, String(size)]);
    const latencies = await latenciesOf(good, seconds);
    const usage = answer(reader, 30_000);
    reader.send("usage");
    return report(one.name, { first, ...latencies }, (await usage) as HostileUsage | null);
  } finally {
    reader.kill("SIGKILL");
    stirrer?.kill("SIGKILL");
    await pause(50);
    rmSync(folder, { recursive: true, force: true });
  }
}

function lineNow(step: number): string {
  return `{"time": ${Date.now()}, "step": ${step}, "loss_train_nats": ${2 / (step + 1)}}\n`;
}

interface Latencies {
  readonly written: number;
  readonly latencies: readonly number[];
}

/** Milliseconds from each line of the good run to its row. */
async function latenciesOf(good: string, seconds: number): Promise<Latencies> {
  const csv = join(good, "..", "metrics.csv");
  while (!existsSync(csv)) {
    await pause(20);
  }
  const sampler = new CsvSampler([csv]);
  const until = performance.now() + seconds * 1000;
  let written = 0;
  while (performance.now() < until) {
    written += 1;
    appendFileSync(good, lineNow(written));
    await pause(lineEvery);
  }
  const deadline = performance.now() + 30_000;
  while (sampler.latencies.length < written && performance.now() < deadline) {
    await pause(50);
  }
  sampler.end();
  return { written, latencies: sampler.latencies.toSorted((a, b) => a - b) };
}

function report(name: string, of: Latencies & { readonly first: number }, usage: HostileUsage | null): boolean {
  const [longest, missing] = [of.latencies.at(-1) ?? Infinity, of.written - of.latencies.length];
  const isGood = longest < longestLatency && missing <= 0 && usage !== null && usage.failures.length === 0;
  const texts = [
    `first read ${of.first.toFixed(0)} ms`,
    `line to CSV p50 ${of.latencies[Math.floor(of.latencies.length / 2)]} ms, longest ${longest} ms`,
    ...(missing > 0 ? [`${missing} lines missing`] : []),
    ...(usage === null
      ? ["the reader does not answer"]
      : [
          `loop late by ${usage.longestDelay.toFixed(0)} ms at most`,
          `${(usage.memory / 1e6).toFixed(0)} MB`,
          usage.codes.join(" "),
          ...usage.failures,
        ]),
  ];
  console.log(`  ${isGood ? "ok  " : "FAIL"} ${name}: ${texts.join("; ")}`);
  return isGood;
}

/** What a process says next; null where it says nothing for so many milliseconds. */
function answer(child: ChildProcess, within: number): Promise<unknown> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(null), within);
    child.once("message", (message) => {
      clearTimeout(timer);
      resolve(message);
    });
  });
}
