import * as vscode from "vscode";
import { version } from "../../package.json";
import { t } from "../l10n.ts";
import { WorkerClient, type ClientEvents } from "../worker/client.ts";
import type { RunStatus, WorkerSettings } from "../protocol/worker.ts";
import type { ErrorBoundary } from "./vscode/errorBoundary.ts";
import { registerCommands } from "./commands/commands.ts";
import { keepContextKeys } from "./views/contextKeys.ts";
import { watchContracts } from "./runs/contractWatch.ts";
import { ContractChanges } from "./commands/contractChanges.ts";
import { CsvActions } from "./commands/csvActions.ts";
import { CsvPlaces } from "./runs/csvPlaces.ts";
import { Discovery } from "./runs/discovery.ts";
import type { LogNames } from "./runs/logCandidates.ts";
import { FindingPages, openPage } from "./views/findingPages.ts";
import { fixFamilies } from "./commands/fixes/fixFamilies.ts";
import { registerLanguageTools } from "./views/languageTools.ts";
import { registerMcpServer } from "./views/mcpServer.ts";
import { Problems } from "./views/problems.ts";
import { QuickFixes } from "./views/quickFixes.ts";
import { Panels } from "./panels/panels.ts";
import { reviewActions } from "./panels/reviewActions.ts";
import { RunTree } from "./views/runTree.ts";
import { Judgments } from "./runs/judgments.ts";
import { RoleChanges } from "./commands/roleChanges.ts";
import { RoleChoices } from "./runs/roleChoices.ts";
import { keptTreeView, registerTreeCommands } from "./views/runTreeCommands.ts";
import { RunSettings } from "./runs/runSettings.ts";
import { Runs, type Run } from "./runs/runs.ts";
import { findUnreadLogs } from "./runs/unreadLogs.ts";
import { registerSamples } from "./commands/samples.ts";
import { offerUnreadLogs } from "./views/unreadLogs.ts";
import { keepStatusBar } from "./views/statusBar.ts";
import { noticeOfCsvs } from "./views/csvNotice.ts";
import { LiveSettings, type Settings, warnOfGlobs } from "./vscode/settings.ts";
import { VirtualTexts } from "./vscode/virtualTexts.ts";

/** What has to be ended with the session. */
interface Owned {
  dispose(): unknown;
}

/** Everything that lives while the extension is active, wired together; whoever made it disposes of it. */
export class Session {
  readonly #boundary: ErrorBoundary;
  readonly #settings = new LiveSettings();
  readonly #client: WorkerClient;
  readonly #runs: Runs;
  readonly #runSettings = new RunSettings();
  readonly #csv: CsvActions;
  readonly #contracts: ContractChanges;
  readonly #problems: Problems;
  readonly #panels: Panels;
  readonly #discovery: Discovery;
  readonly #owned: readonly Owned[];
  #first: Promise<void> = Promise.resolve();

  constructor(context: vscode.ExtensionContext, boundary: ErrorBoundary) {
    this.#boundary = boundary;
    const script = vscode.Uri.joinPath(context.extensionUri, "dist", "worker.js").fsPath;
    this.#client = new WorkerClient(script, workerSettings(this.#settings.current, context), {
      onMessage: (message) => this.#receive(message),
      onCrash: (error, restarted) => this.#onCrash(error, restarted),
    });
    const places = new CsvPlaces(context.workspaceState);
    const choices = new RoleChoices(context.workspaceState);
    this.#runs = new Runs(this.#client, places, choices);
    const texts = new VirtualTexts("slopewise-csv");
    const around = { runs: this.#runs, client: this.#client };
    this.#csv = new CsvActions({ ...around, places, texts });
    this.#problems = new Problems(this.#runs);
    this.#discovery = new Discovery(logNamesIn(this.#settings.current), {
      findRuns: (candidates) => this.#client.findRuns(candidates),
      failed: (error) => boundary.log(error),
    });
    this.#contracts = new ContractChanges({ ...around, back: (run) => this.#panels.reviews.reveal(run) });
    const fixes = this.#quickFixes();
    const judgments = new Judgments((error) => boundary.log(error));
    this.#panels = new Panels({
      ...{ ...around, context, judgments, settings: this.#runSettings },
      actions: reviewActions({
        ...{ runs: this.#runs, csv: this.#csv },
        roles: new RoleChanges({ choices, client: this.#client, contracts: this.#contracts }),
        fix: (run, key, shown) => fixes.offer(run, key, shown),
        failed: (error) => boundary.showOrLog(error),
      }),
    });
    this.#owned = [
      ...[this.#settings, this.#runs, this.#discovery, texts, new FindingPages(context.extensionUri)],
      ...[this.#problems, fixes, this.#panels, judgments],
      ...this.#register(context),
      ...this.#listen(context, judgments),
    ];
  }

  /** The first search of the workspace. */
  start(): Promise<void> {
    this.#first = this.#discovery.search();
    return this.#first.then(() => {
      if (this.#settings.current.openRunsAtStart && this.#runs.all.length > 0) {
        this.#panels.table.open();
      }
    });
  }

  async dispose(): Promise<void> {
    this.#owned.forEach((owned) => owned.dispose());
    await this.#client.stop();
  }

  /** What VS Code calls: the list of runs, the commands, and what language models may ask. */
  #register(context: vscode.ExtensionContext): readonly Owned[] {
    const tree = new RunTree({
      runs: this.#runs,
      settings: this.#runSettings,
      summarize: (run) => this.#summaryOf(run),
      wantSettings: () => this.#client.wantSettings(),
      view: keptTreeView(context.workspaceState),
    });
    return [
      tree,
      registerTreeCommands(tree, this.#boundary, context.workspaceState),
      this.#registerCommands(tree),
      registerSamples({ boundary: this.#boundary, state: context.globalState, search: () => this.#discovery.search() }),
      registerLanguageTools({
        ...{ runs: this.#runs, client: this.#client, found: () => this.#first },
        settingsOf: (run) => this.#runSettings.of(run.uri.fsPath),
        sweep: (token) => this.#panels.table.numbers(token),
      }),
      registerMcpServer(context.extensionUri, version),
    ];
  }

  #registerCommands(tree: RunTree): vscode.Disposable {
    const { table, sweeps } = this.#panels;
    return registerCommands({
      boundary: this.#boundary,
      runs: this.#runs,
      client: this.#client,
      csv: this.#csv,
      contracts: this.#contracts,
      openRuns: () => table.open(),
      exportReport: () => table.askForReport(),
      openSweep: (folder) => sweeps.open(folder),
      openReview: (run) => this.#panels.openReview(run),
      compare: (runs) => table.compare(runs),
      selected: () => tree.selected,
      search: () => this.#discovery.search(),
      found: () => this.#first,
    });
  }

  /** What follows the runs, the files of the workspace and the settings as they change. */
  #listen(context: vscode.ExtensionContext, judgments: Judgments): readonly Owned[] {
    return [
      keepContextKeys(this.#runs),
      keepStatusBar(this.#runs),
      offerUnreadLogs({
        found: this.#discovery.onDidFind,
        boundary: this.#boundary,
        look: () => findUnreadLogs(logNamesIn(this.#settings.current), (places) => this.#client.findRuns(places)),
      }),
      noticeOfCsvs(this.#runs, this.#settings, context.workspaceState),
      watchContracts(() => {
        this.#client.contractsChanged();
        this.#discovery.searchSoon();
      }),
      this.#discovery.onDidFind((found) => this.#runs.take(found)),
      this.#discovery.onDidTouch((uri) => this.#runs.touched(uri)),
      judgments.onDidChange((problems) => this.#problems.showReviews(problems)),
      warnOfGlobs(this.#settings),
      this.#settings.onDidChange((settings) => {
        this.#discovery.setNames(logNamesIn(settings));
        this.#client.configure(workerSettings(settings, context));
      }),
    ];
  }

  async #summaryOf(run: Run): Promise<string> {
    return this.#client.ask("summary", run.uri.fsPath).catch(() => "");
  }

  #quickFixes(): QuickFixes {
    return new QuickFixes({
      runs: this.#runs,
      boundary: this.#boundary,
      families: fixFamilies({
        ...{ runs: this.#runs, client: this.#client },
        ...{ contracts: this.#contracts, csv: this.#csv },
      }),
      openReview: (run) => this.#panels.openReview(run),
      explain: openPage,
    });
  }

  #receive(message: Parameters<ClientEvents["onMessage"]>[0]): void {
    switch (message.type) {
      case "status":
        return this.#update(message.runs);
      case "review":
        return this.#panels.reviews.receive(message);
      case "columns":
        return this.#panels.reviews.receiveColumns(message);
      case "settings":
        return this.#runSettings.receive(message.runs);
      case "results":
        return this.#panels.table.receive(message.runs);
      case "contract":
        return this.#problems.showContract(message);
      case "failed":
        return this.#boundary.log(message.message);
      case "stopped":
        return;
    }
  }

  #update(statuses: readonly RunStatus[]): void {
    this.#runs.update(statuses);
    // The event of a renamed or deleted folder names the folder alone, so that no watcher of logs tells of it.
    if (statuses.some((status) => status.gone)) {
      this.#discovery.searchSoon();
    }
  }

  #onCrash(error: Error, restarted: boolean): void {
    if (restarted) {
      this.#boundary.log(error);
    } else {
      this.#boundary.show(new Error(t("the analysis stopped and will not start again ({0})", error.message)));
    }
  }
}

function logNamesIn({ logs, usualLogs }: Settings): LogNames {
  return { globs: logs, usual: usualLogs };
}

/** What the worker is told; `storageUri` is where it may keep what it knows of the runs, if VS Code has a place for that. */
function workerSettings(settings: Settings, { storageUri }: vscode.ExtensionContext): WorkerSettings {
  const { csv, escapeFormulas, pollInterval, builtIn, severities, silenced } = settings;
  const storage = storageUri === undefined ? null : vscode.Uri.joinPath(storageUri, "runs").fsPath;
  return { csv, escapeFormulas, pollInterval, builtIn, severities, silenced, storage };
}
