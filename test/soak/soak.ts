/**
 * The long tests, with their figures. Each part alone or all of them, with the lengths that count:
 *
 *     npm run soak [-- PART [--rounds N] [--minutes N] [--runs N] [--no-events]]
 *
 *     kill    a reader killed at a random moment (SIGKILL), 2,000 rounds
 *     model   random sequences of what happens to a log, 5,000
 *     crash   states of a disk after a loss of power, 10,000
 *     documents  verdicts, parts and reports killed, without power and in random sequences, 1,000 of each
 *     calls   a kill or an error at every system call of three scripts (needs Linux and strace)
 *     silent  every way a log can change, on a file system that sends no events (needs Linux and bindfs)
 *     live    1,000 runs that grow ten times a second, 10 minutes
 *     idle    5,000 runs that stand still next to 50 that grow, 30 minutes
 *     hostile a good run next to each of the runs of test/hostile, 10 seconds each (--seconds N, --size N, --only NAME)
 */
import { parseArgs } from "node:util";
import { randomTest } from "./randomTest.ts";
import { faultAtEveryCall } from "./everyCall.ts";
import { hostilePart } from "./hostilePart.ts";
import { livePart } from "./livePart.ts";
import { silentFiles } from "./silentFiles.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  allowNegative: true,
  options: {
    rounds: { type: "string" },
    minutes: { type: "string" },
    runs: { type: "string" },
    seconds: { type: "string" },
    size: { type: "string" },
    only: { type: "string", default: "" },
    events: { type: "boolean", default: true },
  },
});

function number(given: string | undefined, usual: number): number {
  const value = given === undefined ? usual : Number(given);
  if (!(value > 0)) {
    throw new Error(`${given} is no length: give a number over 0.`);
  }
  return value;
}

const { events } = values;
const rounds = (usual: number): number => number(values.rounds, usual);
const seconds = (usual: number): number => number(values.minutes, usual) * 60;

/** Each part says what it measured, and answers whether it is as it should be. */
const parts: Readonly<Record<string, () => boolean | Promise<boolean>>> = {
  kill: () => randomTest("kill", rounds(2000)),
  model: () => randomTest("model", rounds(5000)),
  crash: () => randomTest("crash", rounds(10_000)),
  documents: () => randomTest("documents", rounds(1000)),
  calls: () => faultAtEveryCall(),
  silent: () => silentFiles(),
  live: () => livePart({ live: number(values.runs, 1000), idle: 0, seconds: seconds(10), events }),
  hostile: () => hostilePart(number(values.seconds, 10), number(values.size, 4), values.only),
  idle: () => livePart({ live: 50, idle: number(values.runs, 5000), seconds: seconds(30), events }),
};

const wanted = positionals.length === 0 ? Object.keys(parts) : positionals;
const failed: string[] = [];
for (const name of wanted) {
  const part = parts[name];
  if (part === undefined) {
    throw new Error(`There is no part ${name}: choose from ${Object.keys(parts).join(", ")}.`);
  }
  if (!(await part())) {
    failed.push(name);
  }
}
console.log(failed.length === 0 ? "All as it should be." : `Not as it should be: ${failed.join(", ")}.`);
process.exitCode = failed.length;
