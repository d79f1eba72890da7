import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { engine } from "../engine.ts";
import { LogFollower } from "../../src/log/follow/logFollower.ts";
import { fileStore } from "../faults/fileStore.ts";
import { bundleReader, verdict } from "../faults/killRounds.ts";
import { lines } from "../faults/logLines.ts";

/** Calls of the system that touch files; what is neither at a position nor of a name may be Node's own affair. */
const calls = new Set(
  (
    "open openat creat close pread64 pwrite64 newfstatat statx fsync fdatasync ftruncate " +
    "rename renameat renameat2 unlink unlinkat symlink symlinkat readlink readlinkat mkdir mkdirat getdents64 utimensat"
  ).split(" "),
);

const faults = ["signal=SIGKILL", "error=EIO", "error=ENOSPC", "error=EINTR"] as const;

/** What the reader finds when it starts; `log` has 50 lines of which a CSV and a state exist, unless it is all new. */
const scripts: Readonly<Record<string, (log: string) => void>> = {
  "rows to add": (log) => appendFileSync(log, lines(50, 20)),
  "a new key": (log) => appendFileSync(log, `${lines(50, 5)}{"step": 55, "late": 1}\n${lines(56, 2)}`),
  "a new log": (log) => {
    rmSync(join(log, "../metrics.csv"));
    writeFileSync(log, lines(900, 3000));
  },
};

interface Place {
  readonly folder: string;
  readonly run: string;
  readonly log: string;
  readonly state: string;
}

/**
 * Makes every call of the system that a reader makes fail once, or kills it there, in each script; true where the reader,
 * or after a kill the next one, always came to the reference's CSV and left nothing behind.
 */
export async function faultAtEveryCall(): Promise<boolean> {
  const missing = whyNot();
  if (missing !== null) {
    console.log(`calls: passed over, since ${missing}`);
    return true;
  }
  const folder = mkdtempSync(join(tmpdir(), "slopewise-calls-"));
  const run = join(folder, "run");
  const place = { folder, run, log: join(run, "metrics.jsonl"), state: join(folder, "state") };
  const failures: string[] = [];
  try {
    await bundleReader("followOnce.ts", join(folder, "reader.mjs"));
    for (const [name, change] of Object.entries(scripts)) {
      failures.push(...(await everyCallOf(name, change, place)));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return failures.length === 0;
}

function whyNot(): string | null {
  const traced = spawnSync("strace", ["-qq", "-e", "inject=getppid:retval=1", "true"], { encoding: "utf8" });
  if (traced.error !== undefined) {
    return "strace is not installed (Debian: apt-get install strace).";
  }
  return traced.status === 0 ? null : `strace may not trace here: ${traced.stderr.trim()}`;
}

async function everyCallOf(name: string, change: (log: string) => void, place: Place): Promise<string[]> {
  await setUp(place, change);
  const trace = join(place.folder, "trace");
  await traced(place, ["-o", trace]);
  const counts = countsIn(readFileSync(trace, "utf8"));
  const failures: string[] = [];
  let rounds = 0;
  for (const [call, count] of counts) {
    for (let when = 1; when <= count; when += 1) {
      for (const fault of faults) {
        await setUp(place, change);
        const code = await traced(place, ["-o", "/dev/null", "-e", `inject=${call}:${fault}:when=${when}`]);
        const wrong = await whatIsWrong(place, fault, code);
        failures.push(...(wrong === null ? [] : [`${name}: ${fault} at ${call} ${when} of ${count}: ${wrong}`]));
        rounds += 1;
      }
    }
  }
  failures.forEach((failure) => console.log(`  ${failure}`));
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
  console.log(`calls: ${name}: ${rounds} rounds (${all} calls of ${counts.size} kinds), ${failures.length} failures`);
  return failures;
}

/** The run folder as the script finds it. */
async function setUp({ run, log, state }: Place, change: (log: string) => void): Promise<void> {
  rmSync(run, { recursive: true, force: true });
  rmSync(state, { recursive: true, force: true });
  mkdirSync(run);
  writeFileSync(log, lines(0, 50));
  const follower = new LogFollower(log, { engine, writeCsv: true, state: fileStore(state) });
  await follower.poll();
  await follower.dispose();
  change(log);
}

/** Runs the reader under strace from the moment on when it is told to go; its exit code, or null where it was killed. */
async function traced({ folder, log, state }: Place, options: readonly string[]): Promise<number | null> {
  const reader = spawn(process.execPath, [join(folder, "reader.mjs"), log, state], {
    stdio: ["pipe", "pipe", "ignore"],
    env: { ...process.env, UV_THREADPOOL_SIZE: "1" },
  });
  await said(reader, "stdout");
  const ended = new Promise<number | null>((resolve) => reader.once("exit", resolve));
  const tracer = spawn("strace", ["-f", "-p", String(reader.pid), ...options], { stdio: ["ignore", "ignore", "pipe"] });
  const untraced = new Promise((resolve) => tracer.once("exit", resolve));
  await said(tracer, "stderr");
  reader.stdin.end("g");
  const code = await ended;
  await untraced;
  return code;
}

function said(child: ChildProcess, where: "stdout" | "stderr"): Promise<unknown> {
  return new Promise((resolve) => child[where]?.once("data", resolve));
}

/** How often each call was made. */
function countsIn(trace: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [, call = ""] of trace.matchAll(/^\d+ +(\w+)\(/gm)) {
    if (calls.has(call)) {
      counts.set(call, (counts.get(call) ?? 0) + 1);
    }
  }
  return counts;
}

/** A reader that was not killed has to have come to its end with the CSV as it should be; then so has the next one. */
async function whatIsWrong({ run, log }: Place, fault: string, code: number | null): Promise<string | null> {
  if (fault.startsWith("error") && code !== 0) {
    return code === null ? "the reader died" : `the reader ended with ${code}`;
  }
  return existsSync(run) ? verdict(run, log) : "the run folder is gone";
}
