import { spawn } from "node:child_process";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";

const cli = join(import.meta.dirname, "../../dist/cli.js");
const measured = join(import.meta.dirname, "inside/measured.mjs");

/** What a run of the command line took: processor time of all threads, and the most memory. */
export interface RunFigures {
  readonly cpuSeconds: number;
  readonly peakBytes: number;
}

/** Runs the built command line in a process of its own. @throws where it does not end as it should. */
export async function measuredRun(args: readonly string[]): Promise<RunFigures> {
  const child = spawn(process.execPath, [measured, cli, ...args], { stdio: ["ignore", "ignore", "pipe", "pipe"] });
  const [said, figures] = await Promise.all([child.stderr, child.stdio[3] as Readable].map(textOf));
  if (figures === undefined || figures === "" || said?.includes("this is a bug") === true) {
    throw new Error(`${args.join(" ")}: ${said ?? ""}`);
  }
  return JSON.parse(figures) as RunFigures;
}

async function textOf(stream: Readable | null): Promise<string> {
  return stream === null ? "" : text(stream);
}
