import * as vscode from "vscode";

/** Every setting of Slopewise, checked: what a person mistyped falls back to the default. */
export interface Settings {
  /** Globs of the logs, relative to each workspace folder. */
  readonly logs: readonly string[];
  readonly writeCsv: boolean;
  readonly escapeFormulas: boolean;
  /** Milliseconds between two looks at a growing log. */
  readonly pollInterval: number;
}

const section = "slopewise";

/** The settings as they are now, with an event for when they are not any more. The only reader of the configuration. */
export class LiveSettings implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<Settings>();
  readonly #listeners: vscode.Disposable[];
  #current = read();

  constructor() {
    this.#listeners = [
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration(section)) {
          this.#refresh();
        }
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.#refresh()),
    ];
  }

  readonly onDidChange = this.#changed.event;

  get current(): Settings {
    return this.#current;
  }

  dispose(): void {
    this.#listeners.forEach((listener) => void listener.dispose());
    this.#changed.dispose();
  }

  #refresh(): void {
    this.#current = read();
    this.#changed.fire(this.#current);
  }
}

function read(): Settings {
  const configuration = vscode.workspace.getConfiguration(section);
  const logs = configuration.get<unknown>("logs");
  const seconds = configuration.get<unknown>("pollInterval");
  return {
    logs: Array.isArray(logs) ? logs.filter((glob) => typeof glob === "string" && glob !== "") : [],
    // Nothing is written beside the data of a folder that the person does not trust.
    writeCsv: configuration.get<unknown>("csv.write") !== false && vscode.workspace.isTrusted,
    escapeFormulas: configuration.get<unknown>("csv.escapeFormulas") === true,
    pollInterval: 1000 * (typeof seconds === "number" ? Math.min(Math.max(seconds, 0.2), 3600) : 1),
  };
}
