import * as vscode from "vscode";
import { LogHeads } from "../../run/logs/logHeads.ts";
import { runNamesApart, runOfFolder } from "../../run/logs/runNames.ts";
import { contractLogs } from "./contractLogs.ts";
import { DebouncedTask } from "./debouncedTask.ts";
import type { FoundLog } from "./foundLog.ts";
import { asKnown } from "./knownRuns.ts";
import {
  candidatesByContract,
  candidatesBySettings,
  eachOnce,
  passedOver,
  together,
  withoutTwins,
  type Candidate,
  type LogNames,
} from "./logCandidates.ts";
import { otherRuns, type FindRuns, type LinesLog, type OtherRuns } from "./otherRuns.ts";

export interface DiscoveryParts {
  /** Looks for runs of other formats than JSON Lines. */
  readonly findRuns: FindRuns;
  /** Receives failures of searches that nobody waits for, and globs that cannot be searched for. */
  failed(error: unknown): void;
}

/** Between two complete searches, in milliseconds: finds new runs where the file system tells of none. */
const searchEvery = 60_000;

/** Larger files were told to be logs, or not, when they came. */
const youngBytes = 8192;

/** Files that hold several runs: a database that is written to is searched for others so often, in milliseconds. */
const database = ".db";
const databaseEvery = 5_000;

const pace = { pause: 300, limit: 2_000, dutyCycle: 0.4 };

/** Which logs there are, kept up to date by watchers where they work and by a slow search everywhere. */
export class Discovery implements vscode.Disposable {
  readonly #found = new vscode.EventEmitter<readonly FoundLog[]>();
  readonly #touched = new vscode.EventEmitter<vscode.Uri>();
  readonly #parts: DiscoveryParts;
  readonly #task: DebouncedTask;
  readonly #timer: NodeJS.Timeout;
  readonly #folders: vscode.Disposable;
  readonly #heads = new LogHeads();
  #watchers: vscode.Disposable[] = [];
  #names: LogNames;
  #searchedAt = 0;
  /** What the last search found. */
  #last: readonly FoundLog[] = [];
  /** What the contracts of the workspace name, as the last search found them. */
  #named: readonly vscode.RelativePattern[] = [];

  constructor(names: LogNames, parts: DiscoveryParts) {
    this.#names = names;
    this.#parts = parts;
    this.#task = new DebouncedTask(() => this.#search(), { ...pace, failed: (error) => parts.failed(error) });
    this.#timer = setInterval(() => this.#task.schedule(), searchEvery);
    this.#folders = vscode.workspace.onDidChangeWorkspaceFolders(() => this.#task.runInBackground());
    this.#watch();
  }

  /** All logs, after every search. */
  readonly onDidFind = this.#found.event;
  /** A log that is known may have changed. */
  readonly onDidTouch = this.#touched.event;

  setNames(names: LogNames): void {
    if (names.globs.join("\n") !== this.#names.globs.join("\n")) {
      this.#names = names;
      this.#watch();
      this.#task.runInBackground();
    }
  }

  /** Searches the whole workspace; resolves when a search that began after the call has ended. */
  search(): Promise<void> {
    return this.#task.run();
  }

  /** Searches once what is going on has calmed down: logs have come, gone or moved. */
  searchSoon(): void {
    this.#task.schedule();
  }

  dispose(): void {
    clearInterval(this.#timer);
    this.#task.dispose();
    this.#folders.dispose();
    this.#watchers.forEach((watcher) => void watcher.dispose());
    this.#found.dispose();
    this.#touched.dispose();
  }

  async #search(): Promise<void> {
    await this.#readContracts();
    const searches = await Promise.allSettled([
      candidatesBySettings(this.#names),
      ...this.#named.map((pattern) => candidatesByContract(pattern)),
    ]);
    const candidates = searches.flatMap((search) => {
      if (search.status === "rejected") {
        this.#parts.failed(search.reason);
        return [];
      }
      return search.value;
    });
    const { lines, runs } = await this.#tellApart(eachOnce(candidates));
    this.#last = asKnown(namedApart([...lines.map(inItsFolder), ...runs]), this.#last);
    this.#searchedAt = Date.now();
    this.#found.fire(this.#last);
  }

  /** Which of the files are logs of JSON Lines, and which runs of other formats there are. */
  async #tellApart(candidates: readonly Candidate[]): Promise<OtherRuns> {
    const logs = await this.#heads.logsAmong(candidates.filter(({ mayBeLines }) => mayBeLines));
    const lines = await withoutTwins(logs.map(({ uri }) => uri));
    const isLog = new Set(logs.map(({ path }) => path));
    const files = candidates.filter(({ path }) => !isLog.has(path)).map(({ uri }) => uri);
    const isNamed = new Set(logs.filter(({ named }) => named).map(({ path }) => path));
    const named = lines.filter(({ fsPath }) => isNamed.has(fsPath));
    try {
      return await otherRuns({ files, lines, named }, this.#parts.findRuns);
    } catch (error) {
      this.#parts.failed(error);
      return { lines: lines.map((uri) => ({ uri })), runs: this.#last.filter(({ source }) => source !== undefined) };
    }
  }

  async #readContracts(): Promise<void> {
    const named = await contractLogs(passedOver);
    const before = this.#named.map(patternText).join("\n");
    this.#named = named;
    if (named.map(patternText).join("\n") !== before) {
      this.#watch();
    }
  }

  #watch(): void {
    this.#watchers.forEach((watcher) => void watcher.dispose());
    const patterns = [...together(this.#names.globs), ...this.#named];
    this.#watchers = [...patterns.flatMap((glob) => this.#watchLogs(glob)), ...this.#watchFolders()];
  }

  #watchLogs(glob: vscode.GlobPattern): vscode.Disposable[] {
    const watcher = vscode.workspace.createFileSystemWatcher(glob);
    return [
      watcher,
      watcher.onDidChange((uri) => this.#grew(uri)),
      watcher.onDidCreate((uri) => this.#appeared(uri)),
      watcher.onDidDelete((uri) => this.#appeared(uri)),
    ];
  }

  /** A log written at once with its folder may be there before the folder is watched: only the folder's event comes. */
  #watchFolders(): vscode.Disposable[] {
    const watcher = vscode.workspace.createFileSystemWatcher("**/*", false, true, true);
    return [watcher, watcher.onDidCreate((uri) => void this.#searchIfFolder(uri))];
  }

  async #searchIfFolder(uri: vscode.Uri): Promise<void> {
    if (/\/(node_modules|\.git)(\/|$)/.test(uri.path)) {
      return;
    }
    try {
      const { type } = await vscode.workspace.fs.stat(uri);
      if ((type & vscode.FileType.Directory) !== 0) {
        this.searchSoon();
      }
    } catch {
      // Gone again already: nothing to find there.
    }
  }

  /** A file that held too little to tell may be a log by now; one that is no log may change as it likes. */
  #grew(uri: vscode.Uri): void {
    this.#touched.fire(uri);
    if (this.#heads.isUndecided(uri.fsPath)) {
      this.searchSoon();
    } else if (!this.#isKnown(uri.fsPath)) {
      void this.#searchIfYoung(uri);
    }
  }

  /** Whether a file is of a run, or is the CSV that is kept next to one. */
  #isKnown(path: string): boolean {
    const stem = path.replace(/\.csv$/, "");
    return this.#last.some(({ uri: { fsPath }, source }) =>
      source === undefined
        ? fsPath === path || fsPath.replace(/\.[^./\\]*$/, "") === stem
        : source.files.includes(path) && !path.endsWith(database),
    );
  }

  /** A file of another format shows what it is in its first bytes; a database may hold another run at any time. */
  async #searchIfYoung(uri: vscode.Uri): Promise<void> {
    const size = await vscode.workspace.fs.stat(uri).then(
      (stat) => stat.size,
      () => Infinity,
    );
    const isDue = uri.path.endsWith(database) && Date.now() - this.#searchedAt > databaseEvery;
    if (size <= youngBytes || isDue) {
      this.searchSoon();
    }
  }

  #appeared(uri: vscode.Uri): void {
    this.#touched.fire(uri);
    this.searchSoon();
  }
}

function patternText({ baseUri, pattern }: vscode.RelativePattern): string {
  return `${baseUri.toString()} ${pattern}`;
}

function namedApart(logs: readonly FoundLog[]): readonly FoundLog[] {
  const names = runNamesApart(logs);
  return logs.map((log, at) => ({ ...log, run: names[at] ?? log.run }));
}

function inItsFolder({ uri, also }: LinesLog): FoundLog {
  const several = (vscode.workspace.workspaceFolders?.length ?? 0) > 1;
  const label = vscode.workspace.asRelativePath(uri, several);
  const folder = label.includes("/") ? label.slice(0, label.lastIndexOf("/")) : "";
  const own = vscode.workspace.getWorkspaceFolder(uri)?.name;
  return { uri, also, label, run: runOfFolder(folder, own ?? label) };
}
