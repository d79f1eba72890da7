import { execFile } from "node:child_process";
import { rm } from "node:fs/promises";
import { promisify } from "node:util";
import type { Contender } from "./peers.ts";

const run = promisify(execFile);

export interface Trial {
  /** Of the whole process, from its start to its end. */
  readonly seconds: number;
  /** Most memory that it had, or null where it does not say. */
  readonly peakBytes: number | null;
  /** Processor time of all its threads, or null where it does not say. */
  readonly cpuSeconds: number | null;
  /** The part of it that checks took, or null where there were none. */
  readonly checkCpuSeconds: number | null;
}

/** Runs a contender in a process of its own, the best of some rounds; null where it cannot run here. */
export async function trial(
  { name, command }: Contender,
  { log, out, rounds }: { readonly log: string; readonly out: string; readonly rounds: number },
): Promise<Trial | null> {
  let best: Trial | null = null;
  for (let round = 0; round < rounds; round += 1) {
    await rm(out, { force: true });
    const [program, ...args] = command(log, out);
    const start = performance.now();
    try {
      const { stdout } = await run(program, args);
      const seconds = (performance.now() - start) / 1000;
      if (best === null || seconds < best.seconds) {
        best = { seconds, ...figuresOf(stdout) };
      }
    } catch (error) {
      console.error(`${name} does not run here: ${firstLine(error)}`);
      return null;
    }
  }
  return best;
}

/** What a program says of itself. */
function figuresOf(stdout: string): Omit<Trial, "seconds"> {
  const said = stdout.startsWith("{") ? (JSON.parse(stdout) as Partial<Trial>) : {};
  return {
    peakBytes: said.peakBytes ?? null,
    cpuSeconds: said.cpuSeconds ?? null,
    checkCpuSeconds: said.checkCpuSeconds ?? null,
  };
}

function firstLine(error: unknown): string {
  const text = error instanceof Error && "stderr" in error ? String(error.stderr) : String(error);
  return /^.*(error|exception|not found).*$/im.exec(text)?.[0].trim() ?? text.trim().split("\n", 1)[0] ?? "";
}
