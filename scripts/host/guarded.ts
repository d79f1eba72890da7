import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Endings } from "./endings.ts";
import { root } from "./places.ts";

export interface GuardedOptions {
  readonly cwd?: string;
  /** Added to this process's own environment; undefined takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Takes each line that the program prints; without it they go to this process's own output. */
  readonly onLine?: (line: string) => void;
}

/** A program that ends, with all that it started, when this process does. */
export interface Guarded {
  /** Resolves with the exit code. */
  readonly exited: Promise<number>;
  readonly end: () => Promise<void>;
}

/** Starts a program under the guard (see guard.ts). */
export function startGuarded(endings: Endings, command: readonly string[], options: GuardedOptions = {}): Guarded {
  const output = options.onLine === undefined ? "inherit" : "pipe";
  const guard = spawn(process.execPath, [join(import.meta.dirname, "guard.ts"), ...command], {
    cwd: options.cwd ?? root,
    env: { ...process.env, ...options.env },
    stdio: ["pipe", output, output],
  });
  forwardLines(guard, options.onLine);
  const exited = once(guard, "close").then(([code]: unknown[]) => (typeof code === "number" ? code : 1));
  const end = async (): Promise<void> => {
    guard.stdin?.end();
    await exited;
  };
  // The guard may be gone already when its input is closed.
  guard.stdin?.on("error", () => undefined);
  endings.add(end);
  return { exited, end };
}

/** Runs a program to its end and gives its exit code. */
export function runGuarded(
  endings: Endings,
  command: readonly string[],
  options: GuardedOptions = {},
): Promise<number> {
  return startGuarded(endings, command, options).exited;
}

function forwardLines(child: ChildProcess, onLine: ((line: string) => void) | undefined): void {
  for (const stream of [child.stdout, child.stderr]) {
    if (stream !== null && onLine !== undefined) {
      createInterface({ input: stream }).on("line", onLine);
    }
  }
}
