import * as vscode from "vscode";

/** A log that the workspace holds, found by the globs of the settings. */
export interface FoundLog {
  readonly uri: vscode.Uri;
  /** The run's name: its folder, relative to the workspace folder. */
  readonly run: string;
  /** The log's path relative to the workspace folder. */
  readonly label: string;
}

/** Between two complete searches, in milliseconds: finds new runs where the file system tells of none. */
const searchEvery = 60_000;

/** Events of a watcher come in bursts: a search waits for the burst's end, but never longer than the second figure. */
const burstPause = 300;
const burstLimit = 2_000;

/** Searches take at most this part of the time, however often folders come and go. */
const searchShare = 0.1;

const passedOver = "**/{node_modules,.git}/**";

/** Which logs there are, kept up to date by watchers where they work and by a slow search everywhere. */
export class Discovery implements vscode.Disposable {
  readonly #found = new vscode.EventEmitter<readonly FoundLog[]>();
  readonly #touched = new vscode.EventEmitter<vscode.Uri>();
  readonly #failed: (error: unknown) => void;
  readonly #timer: NodeJS.Timeout;
  readonly #folders: vscode.Disposable;
  #watchers: vscode.Disposable[] = [];
  #globs: readonly string[];
  #burst: { timer: NodeJS.Timeout; since: number } | null = null;
  #search = 0;
  #lastDuration = 0;

  /** `failed` is told of searches that nobody waits for. */
  constructor(globs: readonly string[], failed: (error: unknown) => void) {
    this.#globs = globs;
    this.#failed = failed;
    this.#timer = setInterval(() => this.#searchUnasked(), searchEvery);
    this.#folders = vscode.workspace.onDidChangeWorkspaceFolders(() => this.#searchUnasked());
    this.#watch();
  }

  /** All logs, after every search. */
  readonly onDidFind = this.#found.event;
  /** A log that is known may have changed. */
  readonly onDidTouch = this.#touched.event;

  setGlobs(globs: readonly string[]): void {
    if (globs.join("\n") !== this.#globs.join("\n")) {
      this.#globs = globs;
      this.#watch();
      this.#searchUnasked();
    }
  }

  /** Searches the whole workspace. A later search makes an earlier one that is still under way void. */
  async search(): Promise<void> {
    const search = ++this.#search;
    const started = Date.now();
    const found = await Promise.all(this.#globs.map((glob) => vscode.workspace.findFiles(glob, passedOver)));
    this.#lastDuration = Date.now() - started;
    if (search === this.#search) {
      const unique = new Map(found.flat().map((uri) => [uri.toString(), uri]));
      this.#found.fire([...unique.values()].filter((uri) => uri.scheme === "file").map(describe));
    }
  }

  /** Searches once what is going on has calmed down: logs have come, gone or moved. */
  searchSoon(): void {
    const now = Date.now();
    const since = this.#burst?.since ?? now;
    clearTimeout(this.#burst?.timer);
    const wait = Math.max(0, Math.min(burstPause, since + burstLimit - now), this.#lastDuration / searchShare);
    const timer = setTimeout(() => {
      this.#burst = null;
      this.#searchUnasked();
    }, wait);
    this.#burst = { timer, since };
  }

  dispose(): void {
    clearInterval(this.#timer);
    clearTimeout(this.#burst?.timer);
    this.#folders.dispose();
    this.#watchers.forEach((watcher) => void watcher.dispose());
    this.#found.dispose();
    this.#touched.dispose();
  }

  #searchUnasked(): void {
    this.search().catch((error: unknown) => this.#failed(error));
  }

  #watch(): void {
    this.#watchers.forEach((watcher) => void watcher.dispose());
    this.#watchers = [...this.#globs.flatMap((glob) => this.#watchLogs(glob)), ...this.#watchFolders()];
  }

  #watchLogs(glob: string): vscode.Disposable[] {
    const watcher = vscode.workspace.createFileSystemWatcher(glob);
    return [
      watcher,
      watcher.onDidChange((uri) => this.#touched.fire(uri)),
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
    try {
      const { type } = await vscode.workspace.fs.stat(uri);
      if ((type & vscode.FileType.Directory) !== 0) {
        this.searchSoon();
      }
    } catch {
      // Gone again already: nothing to find there.
    }
  }

  #appeared(uri: vscode.Uri): void {
    this.#touched.fire(uri);
    this.searchSoon();
  }
}

function describe(uri: vscode.Uri): FoundLog {
  const several = (vscode.workspace.workspaceFolders?.length ?? 0) > 1;
  const label = vscode.workspace.asRelativePath(uri, several);
  const folder = label.includes("/") ? label.slice(0, label.lastIndexOf("/")) : "";
  const own = vscode.workspace.getWorkspaceFolder(uri)?.name;
  return { uri, label, run: folder === "" ? (own ?? label) : folder };
}
