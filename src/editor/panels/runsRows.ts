import * as vscode from "vscode";
import type { RowsMessage } from "../../protocol/runsPage.ts";
import type { RunResults } from "../../protocol/worker.ts";
import type { RunRow } from "../../sweep/rows/runRow.ts";
import type { Judgments } from "../runs/judgments.ts";
import { runRow } from "../runs/runRows.ts";
import type { RunSettings } from "../runs/runSettings.ts";
import type { Run, Runs, RunsChange } from "../runs/runs.ts";

/** Milliseconds that changes of rows are gathered for, so that a thousand live runs are one message. */
const gather = 100;

export interface RunsRowsParts {
  readonly runs: Runs;
  readonly judgments: Judgments;
  /** The settings of the runs, which are known before what the runs came to. */
  readonly settings: RunSettings;
  /** Whether there is a page to send rows to. */
  isReady(): boolean;
  send(message: RowsMessage): void;
}

/** Logs have what charts are of. */
const drawn = { hasCurves: true } as const;

/** The rows of the workspace's runs: a page is sent all of them once, and from then on those that a person sees a difference in. */
export class RunsRows implements vscode.Disposable {
  readonly #parts: RunsRowsParts;
  readonly #listeners: readonly vscode.Disposable[];
  /** By path of the log. */
  readonly #results = new Map<string, RunResults>();
  /** The rows that the page has, as text, by path. */
  readonly #sent = new Map<string, string>();
  readonly #changed = new Set<string>();
  #timer: NodeJS.Timeout | null = null;

  constructor(parts: RunsRowsParts) {
    this.#parts = parts;
    this.#listeners = [
      parts.runs.onDidChange((change) => this.#runsChanged(change)),
      parts.judgments.onDidChange(() => this.#note(parts.runs.all.map(({ uri }) => uri.fsPath))),
      parts.settings.onDidChange((logs) => this.#note(logs)),
    ];
  }

  /** Takes what some runs came to. */
  receive(results: readonly RunResults[]): void {
    results.forEach((one) => this.#results.set(one.log, one));
    this.#note(results.map(({ log }) => log));
  }

  hasResults({ uri }: Run): boolean {
    return this.#results.has(uri.fsPath);
  }

  rowOf(run: Run): RunRow {
    const { runs, settings, judgments } = this.#parts;
    return runRow({
      log: run.uri.toString(),
      name: runs.shortName(run),
      run: run.run,
      status: run.status,
      settings: settings.of(run.uri.fsPath),
      results: this.#results.get(run.uri.fsPath) ?? null,
      judgment: judgments.of(run.uri.fsPath),
    });
  }

  /** Sends all rows to a page that has none. `view`: how the person laid out the table. */
  sendAll(view: unknown): void {
    const { runs } = this.#parts;
    const rows = runs.all.map((run) => this.rowOf(run));
    this.#sent.clear();
    this.#changed.clear();
    runs.all.forEach((run, i) => this.#sent.set(run.uri.fsPath, JSON.stringify(rows[i])));
    const { searched } = runs;
    this.#parts.send({
      type: "rows",
      rows,
      packed: null,
      removed: [],
      whole: true,
      view,
      missing: [],
      searched,
      ...drawn,
    });
  }

  dispose(): void {
    this.#listeners.forEach((listener) => void listener.dispose());
    if (this.#timer !== null) {
      clearTimeout(this.#timer);
    }
  }

  #runsChanged({ added, updated, removed }: RunsChange): void {
    removed.forEach((run) => this.#results.delete(run.uri.fsPath));
    // Names are as short as the other runs let them be: a new run may change those of the others.
    const named = added.length > 0 || removed.length > 0 ? this.#parts.runs.all : [];
    this.#note([...added, ...updated, ...removed, ...named].map((run) => run.uri.fsPath));
  }

  #note(paths: readonly string[]): void {
    if (this.#parts.isReady()) {
      paths.forEach((path) => this.#changed.add(path));
      this.#timer ??= setTimeout(() => this.#sendChanged(), gather);
    }
  }

  /** Sends the rows that a person would see a difference in. */
  #sendChanged(): void {
    this.#timer = null;
    if (!this.#parts.isReady()) {
      return;
    }
    const [rows, removed]: [RunRow[], string[]] = [[], []];
    for (const path of this.#changed) {
      const uri = vscode.Uri.file(path);
      const run = this.#parts.runs.at(uri);
      if (run === undefined) {
        removed.push(uri.toString());
        this.#sent.delete(path);
        continue;
      }
      const row = this.rowOf(run);
      const text = JSON.stringify(row);
      if (this.#sent.get(path) !== text) {
        this.#sent.set(path, text);
        rows.push(row);
      }
    }
    // A search that found nothing has no rows to send, but it has ended.
    const isNews = rows.length > 0 || removed.length > 0 || this.#changed.size === 0;
    this.#changed.clear();
    if (isNews) {
      const { searched } = this.#parts.runs;
      this.#parts.send({
        type: "rows",
        rows,
        packed: null,
        removed,
        whole: false,
        view: null,
        missing: [],
        searched,
        ...drawn,
      });
    }
  }
}
