import * as vscode from "vscode";
import type { FromRunsPage, ToRunsPage } from "../../protocol/runsPage.ts";
import { analysisRow } from "../../sweep/view/analysisRow.ts";
import type { RunRow } from "../../sweep/view/runRow.ts";
import type { WorkerClient } from "../../worker/client.ts";
import { RefusalError } from "../../worker/pendingRequests.ts";
import type { Run } from "../runs/runs.ts";
import { exportReport } from "./exportReport.ts";

export interface RunsAnalysisParts {
  readonly client: WorkerClient;
  /** The runs of these logs as they are now, without those that are gone. */
  readonly runsOf: (logs: readonly string[]) => readonly Run[];
  readonly rowOf: (run: Run) => RunRow;
  readonly hasResults: (run: Run) => boolean;
  readonly send: (message: ToRunsPage) => void;
}

/** What runs of the table show together: for its page, as pictures, and as a report. */
export class RunsAnalysis implements vscode.Disposable {
  readonly #parts: RunsAnalysisParts;
  readonly #learned = new vscode.EventEmitter<void>();

  constructor(parts: RunsAnalysisParts) {
    this.#parts = parts;
  }

  /** More may be known of a run. */
  learned(): void {
    this.#learned.fire();
  }

  dispose(): void {
    this.#learned.dispose();
  }

  async analyze({ ask, logs }: Extract<FromRunsPage, { type: "analyze" }>): Promise<void> {
    const { client, runsOf, rowOf, send } = this.#parts;
    const rows = runsOf(logs).map(rowOf);
    const known = rows.filter(({ pending }) => pending !== true);
    const named = new Set(known.flatMap(({ replicate }) => replicate ?? []));
    try {
      const replicate = named.size === 0 ? null : [...named];
      const analysis = await client.analyze(known.map(analysisRow), replicate);
      send({ type: "analysis", ask, analysis, problem: "" });
    } catch (error) {
      if (!(error instanceof RefusalError)) {
        throw error;
      }
      send({ type: "analysis", ask, analysis: null, problem: error.message });
    }
  }

  async picture({ ask, chart }: Extract<FromRunsPage, { type: "picture" }>): Promise<void> {
    const { client, send } = this.#parts;
    try {
      send({ type: "picture", ask, svg: await client.drawLines(chart), problem: "" });
    } catch (error) {
      if (!(error instanceof RefusalError)) {
        throw error;
      }
      send({ type: "picture", ask, svg: null, problem: error.message });
    }
  }

  export({ logs }: Extract<FromRunsPage, { type: "export" }>): Promise<void> {
    const { client, runsOf, rowOf, hasResults } = this.#parts;
    return exportReport({ client, runs: () => runsOf(logs), rowOf, hasResults, onDidLearn: this.#learned.event });
  }
}
