import * as vscode from "vscode";
import type { FromRunsPage, ToRunsPage } from "../../protocol/runsPage.ts";
import { analysisRow } from "../../sweep/rows/analysisRow.ts";
import { RefusalError } from "../../worker/pendingRequests.ts";
import { pictureOf } from "./pictures.ts";
import { exportReport, sweepNumbers, type ReportSources } from "./exportReport.ts";

export interface RunsAnalysisParts<One> extends Pick<
  ReportSources<One>,
  "client" | "rowOf" | "missing" | "hasResults" | "isLeftOut" | "factsOf" | "curvesOf"
> {
  /** The runs of these logs as they are now, without those that are gone. */
  readonly runsOf: (logs: readonly string[]) => readonly One[];
  readonly send: (message: ToRunsPage) => void;
}

/** What runs of the table show together: for its page, as pictures, and as a report. */
export class RunsAnalysis<One> implements vscode.Disposable {
  readonly #parts: RunsAnalysisParts<One>;
  readonly #learned = new vscode.EventEmitter<void>();

  constructor(parts: RunsAnalysisParts<One>) {
    this.#parts = parts;
  }

  /** More may be known of a run. */
  learned(): void {
    this.#learned.fire();
  }

  dispose(): void {
    this.#learned.dispose();
  }

  async analyze({ ask, logs, view }: Extract<FromRunsPage, { type: "analyze" }>): Promise<void> {
    const { client, runsOf, rowOf, curvesOf, send } = this.#parts;
    const runs = runsOf(logs)
      .map((run) => ({ run, row: rowOf(run) }))
      .filter(({ row }) => row.pending !== true);
    const known = runs.map(({ row }) => row);
    const curves = curvesOf(runs.map(({ run }) => run));
    const named = new Set(known.flatMap(({ replicate }) => replicate ?? []));
    try {
      const replicate = named.size === 0 ? null : [...named];
      const analysis = await client.analyze(known.map(analysisRow), { replicate, view, curves });
      send({ type: "analysis", ask, analysis, logs: known.map(({ log }) => log), problem: "" });
    } catch (error) {
      if (!(error instanceof RefusalError)) {
        throw error;
      }
      send({ type: "analysis", ask, analysis: null, logs: [], problem: error.message });
    }
  }

  async picture(asked: Extract<FromRunsPage, { type: "picture" }>): Promise<void> {
    this.#parts.send(await pictureOf(this.#parts.client, asked));
  }

  /** `sweep.json` of the runs of these logs, once all is known of them; null where somebody stops it. */
  numbers(logs: readonly string[], token: vscode.CancellationToken): Promise<string | null> {
    const { runsOf, ...parts } = this.#parts;
    return sweepNumbers({ ...parts, runs: () => runsOf(logs), onDidLearn: this.#learned.event }, token);
  }

  export({ logs }: Extract<FromRunsPage, { type: "export" }>): Promise<void> {
    const { runsOf, ...parts } = this.#parts;
    return exportReport({ ...parts, runs: () => runsOf(logs), onDidLearn: this.#learned.event });
  }
}
