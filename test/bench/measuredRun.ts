import { spawn } from "node:child_process";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";

const cli = join(import.meta.dirname, "../../dist/cli.js");
const worker = join(import.meta.dirname, "../../dist/worker.js");
const openedReview = join(import.meta.dirname, "inside/openedReview.mjs");
const measured = join(import.meta.dirname, "inside/measured.mjs");

/** What a run of the command line took: processor time of all threads, and the most memory. */
export interface RunFigures {
  readonly cpuSeconds: number;
  readonly peakBytes: number;
}

/** What the review of a log took, in the worker and in a process of its own. */
export interface ReviewFigures {
  /** Until the page had its review and its loss, and the most memory until then. */
  readonly openedSeconds: number;
  readonly openedBytes: number;
  /** Until it had further metrics, the most memory until then, and what was held at the end. */
  readonly metricsSeconds: number;
  readonly peakBytes: number;
  readonly residentBytes: number;
}

/** Runs the built command line in a process of its own. @throws where it does not end as it should. */
export function measuredRun(args: readonly string[]): Promise<RunFigures> {
  return figuresOf<RunFigures>([measured, cli, ...args]);
}

/** Opens the review of a log in the built worker as its page does, and asks for metrics. @throws where that fails. */
export function measuredReview(log: string, metrics: readonly string[]): Promise<ReviewFigures> {
  return figuresOf<ReviewFigures>([openedReview, worker, log, ...metrics]);
}

async function figuresOf<Figures>(args: readonly string[]): Promise<Figures> {
  const child = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "pipe", "pipe"] });
  const [said, figures] = await Promise.all([child.stderr, child.stdio[3] as Readable].map(textOf));
  if (figures === undefined || figures === "" || said?.includes("this is a bug") === true) {
    throw new Error(`${args.join(" ")}: ${said ?? ""}`);
  }
  return JSON.parse(figures) as Figures;
}

async function textOf(stream: Readable | null): Promise<string> {
  return stream === null ? "" : text(stream);
}
