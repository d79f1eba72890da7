import * as vscode from "vscode";
import type { RunSettingsNews } from "../../protocol/worker.ts";
import type { TreeSettings } from "../tree/treeRun.ts";

const none: TreeSettings = new Map();

/** The settings of the runs, as far as the worker has told them. */
export class RunSettings implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<readonly string[]>();
  readonly #byPath = new Map<string, TreeSettings>();

  /** Paths of the logs whose settings are new. */
  readonly onDidChange = this.#changed.event;

  /** None where they are not known yet, or there are none. */
  of(log: string): TreeSettings {
    return this.#byPath.get(log) ?? none;
  }

  receive(news: readonly RunSettingsNews[]): void {
    news.forEach(({ log, settings }) => this.#byPath.set(log, new Map(settings)));
    this.#changed.fire(news.map(({ log }) => log));
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
