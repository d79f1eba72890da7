import { mkdtemp, rm } from "node:fs/promises";
import { constants, tmpdir } from "node:os";
import { join } from "node:path";

type Step = () => unknown;

/** What must be ended whatever happens (servers, browsers, temporary folders), the last started first. */
export class Endings {
  readonly #steps: Step[] = [];
  #ended = false;

  /** Keeps `step` for the end, or takes it at once when the end has already come. */
  add(step: Step): void {
    if (this.#ended) {
      step();
    } else {
      this.#steps.push(step);
    }
  }

  /** Takes every step; one that fails is reported and does not keep the others from being taken. */
  async end(): Promise<void> {
    this.#ended = true;
    for (let step = this.#steps.pop(); step !== undefined; step = this.#steps.pop()) {
      try {
        await step();
      } catch (error) {
        console.error("While ending:", error);
      }
    }
  }
}

/** A new temporary folder that is gone at the end. */
export async function temporaryFolder(endings: Endings, name: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `slopewise-${name}-`));
  endings.add(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

/**
 * Runs `main`, then everything it left in `endings`, and leaves the process with its exit code. A signal, or
 * the death of the process that started this one (npm passes a signal to its shell alone), ends it early.
 */
export async function runWithEndings(main: (endings: Endings) => Promise<number>): Promise<never> {
  const endings = new Endings();
  let code = 1;
  try {
    code = await Promise.race([main(endings), stopRequest()]);
  } catch (error) {
    console.error(error instanceof Error ? (error.stack ?? error.message) : error);
  }
  await endings.end();
  process.exit(code);
}

/** Resolves with the shell's exit code for it once a signal comes or the parent process is gone. */
function stopRequest(): Promise<number> {
  const parent = process.ppid;
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      process.on(signal, () => resolve(128 + constants.signals[signal]));
    }
    setInterval(() => {
      if (process.ppid !== parent) {
        resolve(128 + constants.signals.SIGHUP);
      }
    }, 250).unref();
  });
}
