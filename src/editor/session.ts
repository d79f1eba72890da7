import * as vscode from "vscode";
import { version } from "../../package.json";
import { nameRoles } from "../contract/file/contractEdits.ts";
import { t } from "../l10n.ts";
import { WorkerClient, type ClientEvents } from "../worker/client.ts";
import type { RunStatus, WorkerSettings } from "../protocol/worker.ts";
import { ErrorBoundary, UserError } from "./vscode/errorBoundary.ts";
import { openLog, registerCommands } from "./commands/commands.ts";
import { keepContextKeys } from "./views/contextKeys.ts";
import { watchContracts } from "./runs/contractWatch.ts";
import { ContractChanges } from "./commands/contractChanges.ts";
import { CsvActions } from "./commands/csvActions.ts";
import { CsvPlaces } from "./runs/csvPlaces.ts";
import { openInDataWrangler } from "./vscode/dataWrangler.ts";
import { Discovery } from "./runs/discovery.ts";
import type { LogNames } from "./runs/logCandidates.ts";
import { FindingPages, openPage } from "./views/findingPages.ts";
import { fixFamilies } from "./commands/fixes/fixFamilies.ts";
import { registerLanguageTools } from "./views/languageTools.ts";
import { registerMcpServer } from "./views/mcpServer.ts";
import { Problems } from "./views/problems.ts";
import { QuickFixes } from "./views/quickFixes.ts";
import { SharedViews } from "./panels/sharedViews.ts";
import { FavoriteMetrics } from "./panels/favoriteMetrics.ts";
import { PanelViews } from "./panels/panelViews.ts";
import type { PanelActions } from "./panels/runPanel.ts";
import { RunPanels } from "./panels/runPanels.ts";
import { RunsPanel, type RunsPanelActions } from "./panels/runsPanel.ts";
import { SweepPanels } from "./panels/sweepPanels.ts";
import { RunTree } from "./views/runTree.ts";
import { Judgments } from "./runs/judgments.ts";
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
  readonly #choices: RoleChoices;
  readonly #runs: Runs;
  readonly #runSettings = new RunSettings();
  readonly #texts = new VirtualTexts("slopewise-csv");
  readonly #csv: CsvActions;
  readonly #contracts: ContractChanges;
  readonly #problems: Problems;
  readonly #fixes: QuickFixes;
  readonly #judgments: Judgments;
  readonly #panels: RunPanels;
  readonly #table: RunsPanel;
  readonly #sweeps: SweepPanels;
  readonly #discovery: Discovery;
  readonly #owned: readonly Owned[];
  #first: Promise<void> = Promise.resolve();

  constructor(context: vscode.ExtensionContext, boundary: ErrorBoundary) {
    this.#boundary = boundary;
    const { storageUri } = context;
    const storage = storageUri === undefined ? null : vscode.Uri.joinPath(storageUri, "runs").fsPath;
    const script = vscode.Uri.joinPath(context.extensionUri, "dist", "worker.js").fsPath;
    this.#client = new WorkerClient(script, workerSettings(this.#settings.current, storage), {
      onMessage: (message) => this.#receive(message),
      onCrash: (error, restarted) => this.#onCrash(error, restarted),
    });
    const places = new CsvPlaces(context.workspaceState);
    this.#choices = new RoleChoices(context.workspaceState);
    this.#runs = new Runs(this.#client, places, this.#choices);
    this.#csv = new CsvActions({ client: this.#client, runs: this.#runs, places, texts: this.#texts });
    this.#problems = new Problems(this.#runs);
    this.#discovery = new Discovery(logNamesIn(this.#settings.current), {
      findRuns: (places) => this.#client.findRuns(places),
      failed: (error) => boundary.log(error),
    });
    const around = { runs: this.#runs, client: this.#client, extension: context.extensionUri };
    const views = new PanelViews(context.globalState);
    this.#contracts = new ContractChanges({
      runs: this.#runs,
      client: this.#client,
      back: (run) => this.#panels.reveal(run),
    });
    this.#fixes = this.#quickFixes();
    this.#panels = new RunPanels({
      ...{ ...around, views, actions: this.#panelActions(), favorites: new FavoriteMetrics(context.globalState) },
      baseline: () => this.#table.baseline,
    });
    this.#judgments = new Judgments((error) => boundary.log(error));
    const tableViews = new PanelViews(context.workspaceState);
    const shared = new SharedViews();
    this.#table = new RunsPanel({
      ...around,
      ...{ views: tableViews, judgments: this.#judgments, settings: this.#runSettings, shared },
      actions: this.#tableActions(),
    });
    this.#sweeps = new SweepPanels({
      ...{ client: this.#client, extension: context.extensionUri, judgments: this.#judgments, views: tableViews },
      ...{ shared, runs: this.#runs, openReview: (run) => this.#panels.open([run]) },
      failed: (error) => this.#failed(error),
    });
    const pages = new FindingPages(context.extensionUri);
    const shown = [
      this.#texts,
      pages,
      this.#problems,
      this.#fixes,
      this.#panels,
      views,
      this.#table,
      this.#sweeps,
      tableViews,
      shared,
      this.#judgments,
    ];
    const wired = this.#wire(storage, context);
    this.#owned = [this.#settings, this.#runs, this.#discovery, ...shown, ...wired];
  }

  /** The first search of the workspace. */
  start(): Promise<void> {
    this.#first = this.#discovery.search();
    return this.#first.then(() => {
      if (this.#settings.current.openRunsAtStart && this.#runs.all.length > 0) {
        this.#table.open();
      }
    });
  }

  async dispose(): Promise<void> {
    this.#owned.forEach((owned) => owned.dispose());
    await this.#client.stop();
  }

  #wire(storage: string | null, context: vscode.ExtensionContext): Owned[] {
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
      keepContextKeys(this.#runs),
      keepStatusBar(this.#runs),
      offerUnreadLogs({
        found: this.#discovery.onDidFind,
        boundary: this.#boundary,
        look: () => findUnreadLogs(logNamesIn(this.#settings.current), (places) => this.#client.findRuns(places)),
      }),
      noticeOfCsvs(this.#runs, this.#settings, context.workspaceState),
      registerCommands({
        boundary: this.#boundary,
        runs: this.#runs,
        client: this.#client,
        csv: this.#csv,
        contracts: this.#contracts,
        openRuns: () => this.#table.open(),
        exportReport: () => this.#table.askForReport(),
        openSweep: (folder) => this.#sweeps.open(folder),
        openReview: (run) => this.#panels.open([run]),
        compare: (runs) => this.#table.compare(runs),
        selected: () => tree.selected,
        search: () => this.#discovery.search(),
        found: () => this.#first,
      }),
      registerSamples({ boundary: this.#boundary, state: context.globalState, search: () => this.#discovery.search() }),
      registerLanguageTools({
        ...{ runs: this.#runs, client: this.#client, found: () => this.#first },
        settingsOf: (run) => this.#runSettings.of(run.uri.fsPath),
        sweep: (token) => this.#table.numbers(token),
      }),
      registerMcpServer(context.extensionUri, version),
      watchContracts(() => {
        this.#client.contractsChanged();
        this.#discovery.searchSoon();
      }),
      this.#discovery.onDidFind((found) => this.#runs.take(found)),
      this.#discovery.onDidTouch((uri) => this.#runs.touched(uri)),
      this.#judgments.onDidChange((problems) => this.#problems.showReviews(problems)),
      warnOfGlobs(this.#settings),
      this.#settings.onDidChange((settings) => {
        this.#discovery.setNames(logNamesIn(settings));
        this.#client.configure(workerSettings(settings, storage));
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
      openReview: (run) => this.#panels.open([run]),
      explain: openPage,
    });
  }

  #receive(message: Parameters<ClientEvents["onMessage"]>[0]): void {
    switch (message.type) {
      case "status":
        return this.#update(message.runs);
      case "review":
        return this.#panels.receive(message);
      case "columns":
        return this.#panels.receiveColumns(message);
      case "settings":
        return this.#runSettings.receive(message.runs);
      case "results":
        return this.#table.receive(message.runs);
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
      this.#boundary.show(new Error(`the analysis stopped and will not start again (${error.message})`));
    }
  }

  #tableActions(): RunsPanelActions {
    return {
      openReview: (run) => this.#panels.open([run]),
      openLog: (run) => openLog(run, null),
      failed: (error) => this.#failed(error),
    };
  }

  #failed(error: unknown): void {
    if (error instanceof UserError) {
      this.#boundary.show(error);
    } else {
      this.#boundary.log(error);
    }
  }

  async #readAutomatically(log: vscode.Uri): Promise<void> {
    await this.#choices.forget(log.fsPath);
    this.#client.choose(log.fsPath, {});
  }

  #panelActions(): PanelActions {
    const run = (log: vscode.Uri): Run => {
      const known = this.#runs.at(log);
      if (known === undefined) {
        throw new UserError(t("{0} is no longer a run of this workspace.", log.fsPath));
      }
      return known;
    };
    return {
      // A line that a chart or a finding names is wanted next to it.
      openLog: (log, line) =>
        openLog(run(log), line, line === null ? vscode.ViewColumn.Active : vscode.ViewColumn.Beside),
      openCsv: (log) => this.#csv.open(run(log)),
      wrangleCsv: (log) => this.#csv.open(run(log), openInDataWrangler),
      fix: (log, key, shown) => this.#fixes.offer(run(log), key, shown),
      readAs: async (log, role, column) => {
        await this.#choices.choose(log.fsPath, role, column);
        this.#client.choose(log.fsPath, this.#choices.of(log.fsPath));
      },
      readAutomatically: (log) => this.#readAutomatically(log),
      writeRoles: async (log) => {
        const chosen = this.#choices.of(log.fsPath);
        if (await this.#contracts.change(run(log), nameRoles(chosen))) {
          // The contract says it from now on, for whoever changes it there.
          await this.#readAutomatically(log);
        }
      },
      failed: (error) => this.#failed(error),
    };
  }
}

function logNamesIn({ logs, usualLogs }: Settings): LogNames {
  return { globs: logs, usual: usualLogs };
}

function workerSettings(settings: Settings, storage: string | null): WorkerSettings {
  const { csv, escapeFormulas, pollInterval, builtIn, severities, silenced } = settings;
  return { csv, escapeFormulas, pollInterval, builtIn, severities, silenced, storage };
}
