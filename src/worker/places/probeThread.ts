// Entry of a thread that asks file systems whether they answer. A call that never ends holds up this thread alone.
import { realpathSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { parentPort } from "node:worker_threads";

export interface ProbeQuestion {
  readonly id: number;
  readonly path: string;
}

export interface ProbeAnswer {
  readonly id: number;
  /** The path without links, as far as it is there. */
  readonly real: string;
}

parentPort?.on("message", ({ id, path }: ProbeQuestion) => {
  parentPort?.postMessage({ id, real: look(path) } satisfies ProbeAnswer);
});

/** Where a path leads to; also what is not there, or must not be seen, is an answer. */
function look(path: string): string {
  for (const place of [path, dirname(path)]) {
    try {
      const real = realpathSync.native(place);
      statSync(real);
      return real;
    } catch {
      // It may have gone, or never have been there.
    }
  }
  return path;
}
