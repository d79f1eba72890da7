import type { CurvesMessage, FromRunsPage } from "../../protocol/runsPage.ts";
import { inOneBuffer, type CurvesOfLog } from "../../sweep/curves/inOneBuffer.ts";
import type { CurveAsk, RunCurve } from "../../sweep/curves/runCurve.ts";
import type { WorkerClient } from "../../worker/client.ts";
import { RefusalError } from "../../worker/pendingRequests.ts";

export interface RunsCurvesParts {
  readonly client: WorkerClient;
  /** Path of the log of a run, by its URI; null where the run is gone. */
  readonly pathOf: (log: string) => string | null;
  send(message: CurvesMessage): void;
}

/** Milliseconds that curves are gathered for: a message each would be hundreds. */
const gather = 100;

/** Reads what the page of the table of runs draws. */
export class RunsCurves {
  readonly #parts: RunsCurvesParts;
  /** The number of what was asked for last; another one after the page was gone. */
  #asked = 0;

  constructor(parts: RunsCurvesParts) {
    this.#parts = parts;
  }

  /** Nothing of what was asked is wanted any more. */
  stop(): void {
    this.#asked = -1;
  }

  /** Reads the curves of runs one after the other and sends them as they come, until others are asked for. */
  async read({ ask, logs, what }: Extract<FromRunsPage, { type: "curves" }>): Promise<void> {
    this.#asked = ask;
    let ready: CurvesOfLog[] = [];
    let since = Date.now();
    for (const log of logs) {
      const curves = await this.#curvesOf(log, what);
      if (this.#asked !== ask) {
        return;
      }
      ready.push({ log, curves });
      if (Date.now() - since >= gather) {
        this.#parts.send({ type: "curves", ask, runs: inOneBuffer(ready) });
        [ready, since] = [[], Date.now()];
      }
    }
    this.#parts.send({ type: "curves", ask, runs: inOneBuffer(ready) });
  }

  /** A run that cannot be drawn keeps none of the others from it: what is wrong with it is a finding. */
  async #curvesOf(log: string, what: CurveAsk): Promise<readonly RunCurve[]> {
    const path = this.#parts.pathOf(log);
    try {
      return path === null ? [] : await this.#parts.client.curves(path, what);
    } catch (error) {
      if (error instanceof RefusalError) {
        return [];
      }
      throw error;
    }
  }
}
