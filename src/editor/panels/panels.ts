import type * as vscode from "vscode";
import type { WorkerClient } from "../../worker/client.ts";
import { openLog } from "../commands/commands.ts";
import type { Judgments } from "../runs/judgments.ts";
import type { RunSettings } from "../runs/runSettings.ts";
import type { Run, Runs } from "../runs/runs.ts";
import { FavoriteMetrics } from "./favoriteMetrics.ts";
import { PanelViews } from "./panelViews.ts";
import type { PanelActions } from "./runPanel.ts";
import { RunPanels } from "./runPanels.ts";
import { RunsPanel } from "./runsPanel.ts";
import { SharedViews } from "./sharedViews.ts";
import { SweepPanels } from "./sweepPanels.ts";

export interface PanelsDeps {
  readonly runs: Runs;
  readonly client: WorkerClient;
  readonly judgments: Judgments;
  readonly settings: RunSettings;
  /** Where the pages' files lie, and what outlives a window. */
  readonly context: Pick<vscode.ExtensionContext, "extensionUri" | "globalState" | "workspaceState">;
  /** What a review does for the person. */
  readonly actions: PanelActions;
}

/** All pages: the reviews, the table of runs, and the sweeps that are opened. They open one another's runs. */
export class Panels implements vscode.Disposable {
  readonly reviews: RunPanels;
  readonly table: RunsPanel;
  readonly sweeps: SweepPanels;
  readonly #owned: readonly { dispose(): void }[];

  constructor({ runs, client, judgments, settings, context, actions }: PanelsDeps) {
    const around = { runs, client, extension: context.extensionUri };
    const reviewViews = new PanelViews(context.globalState);
    const tableViews = new PanelViews(context.workspaceState);
    const shared = new SharedViews();
    const openReview = (run: Run): void => this.openReview(run);
    const failed = (error: unknown): void => actions.failed(error);
    this.reviews = new RunPanels({
      ...{ ...around, actions, views: reviewViews, favorites: new FavoriteMetrics(context.globalState) },
      baseline: () => this.table.baseline,
    });
    this.table = new RunsPanel({
      ...{ ...around, judgments, settings, shared, views: tableViews },
      actions: { openReview, openLog: (run) => openLog(run, null), failed },
    });
    this.sweeps = new SweepPanels({ ...around, judgments, shared, views: tableViews, openReview, failed });
    this.#owned = [this.reviews, this.table, this.sweeps, reviewViews, tableViews, shared];
  }

  openReview(run: Run): void {
    this.reviews.open([run]);
  }

  dispose(): void {
    this.#owned.forEach((owned) => owned.dispose());
  }
}
