import * as vscode from "vscode";
import type { BuiltInUse } from "../../contract/model/contractForLog.ts";
import { patternProblem } from "../../contract/model/logPattern.ts";
import { severitiesOf, silencedOf, type Severities, type Silenced } from "../../contract/model/severities.ts";
import { t } from "../../l10n.ts";
import type { WorkerSettings } from "../../protocol/worker.ts";

/** Every setting of Slopewise, checked: what a person mistyped falls back to the default. */
export interface Settings {
  /** Globs of the logs, relative to each workspace folder. */
  readonly logs: readonly string[];
  /** Those that hold by default. */
  readonly usualLogs: readonly string[];
  /** What is wrong with the globs that are left out of `logs`, a sentence each. */
  readonly logProblems: readonly string[];
  readonly csv: WorkerSettings["csv"];
  readonly escapeFormulas: boolean;
  /** Milliseconds between two polls of a growing log. */
  readonly pollInterval: number;
  /** Whether the table of runs opens with the window. */
  readonly openRunsAtStart: boolean;
  readonly builtIn: BuiltInUse;
  readonly severities: Severities;
  readonly silenced: Silenced;
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
  const seconds = configuration.get<unknown>("pollInterval");
  const usualLogs = globsOf(configuration.inspect("logs")?.defaultValue) ?? [];
  const globs = globsOf(configuration.get<unknown>("logs")) ?? usualLogs;
  return {
    logs: globs.filter((glob) => problemOf(glob) === null),
    usualLogs,
    logProblems: globs.map(problemOf).filter((problem) => problem !== null),
    csv: csvOf(configuration.get<unknown>("csv.write")),
    escapeFormulas: configuration.get<unknown>("csv.escapeFormulas") === true,
    openRunsAtStart: configuration.get<unknown>("openRunsAtStart") === true,
    builtIn: builtInOf(configuration.get<unknown>("contract.builtIn")),
    severities: severitiesOf(configuration.get<unknown>("findings.severity")),
    silenced: silencedOf(configuration.get<unknown>("findings.silenced")),
    pollInterval: 1000 * (typeof seconds === "number" ? Math.min(Math.max(seconds, 0.2), 3600) : 1),
  };
}

function builtInOf(value: unknown): BuiltInUse {
  return value === "always" || value === "never" ? value : "auto";
}

/** A list of globs, or a single one, which is an easy mistake; null for anything else. */
function globsOf(value: unknown): readonly string[] | null {
  const globs = (Array.isArray(value) ? value : [value]).filter((glob) => typeof glob === "string" && glob !== "");
  return globs.length > 0 || (Array.isArray(value) && value.length === 0) ? globs : null;
}

function problemOf(glob: string): string | null {
  const problem = patternProblem(glob, "slopewise.logs");
  return problem && t("{0}; it is {1}.", problem, JSON.stringify(glob));
}

/** Tells the person of globs that cannot be used, once as long as they stay the same. */
export function warnOfGlobs(settings: LiveSettings): vscode.Disposable {
  let told = "";
  const warn = async ({ logProblems }: Settings): Promise<void> => {
    const text = logProblems.join(" ");
    const known = text === told;
    told = text;
    const open = t("Open Settings");
    if (text !== "" && !known && (await vscode.window.showWarningMessage(text, open)) === open) {
      await vscode.commands.executeCommand("workbench.action.openSettings", "slopewise.logs");
    }
  };
  void warn(settings.current);
  return settings.onDidChange((changed) => void warn(changed));
}

/** Nothing is written next to the data of a folder that the person does not trust. */
function csvOf(write: unknown): Settings["csv"] {
  return write === false ? "off" : vscode.workspace.isTrusted ? "on" : "untrusted";
}
