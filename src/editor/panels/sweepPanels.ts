import { isAbsolute } from "node:path";
import * as vscode from "vscode";
import type { Run, Runs } from "../runs/runs.ts";
import { sweepActions } from "./sweepActions.ts";
import { SweepPanel, sweepPanelType, type SweepPanelParts } from "./sweepPanel.ts";

export interface SweepPanelsParts extends Omit<SweepPanelParts, "openReview" | "openLog"> {
  /** The runs of the workspace, whose logs can be reviewed. */
  readonly runs: Runs;
  readonly openReview: (run: Run) => void;
}

/** The sweeps in parts that are open, each once; brings them back after a reload of the window. */
export class SweepPanels implements vscode.WebviewPanelSerializer, vscode.Disposable {
  readonly #parts: SweepPanelParts;
  readonly #open = new Map<string, SweepPanel>();
  readonly #registered: vscode.Disposable;

  constructor({ runs, openReview, ...parts }: SweepPanelsParts) {
    this.#parts = { ...parts, ...sweepActions(runs, openReview) };
    this.#registered = vscode.window.registerWebviewPanelSerializer(sweepPanelType, this);
  }

  /** Shows the sweep of a folder of parts. @throws {RefusalError} where it holds none that can be used. */
  async open(folder: string): Promise<void> {
    const present = this.#open.get(folder);
    if (present !== undefined) {
      present.reveal();
      return;
    }
    await this.#show(folder);
  }

  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const folder = folderIn(state);
    if (folder === null || this.#open.has(folder)) {
      panel.dispose();
      return;
    }
    try {
      await this.#show(folder, panel);
    } catch (error) {
      // VS Code would show a page that says nothing.
      this.#parts.failed(error);
    }
  }

  async #show(folder: string, restored?: vscode.WebviewPanel): Promise<void> {
    const panel = new SweepPanel(folder, this.#parts, restored);
    this.#open.set(folder, panel);
    panel.onClosed(() => {
      this.#open.delete(folder);
      panel.dispose();
    });
    try {
      await panel.read();
    } catch (error) {
      panel.close();
      throw error;
    }
  }

  dispose(): void {
    this.#registered.dispose();
    this.#open.forEach((panel) => panel.dispose());
    this.#open.clear();
  }
}

/** The sweep that a page kept in its state; null where the state is none of ours. */
function folderIn(state: unknown): string | null {
  if (typeof state !== "object" || state === null || !("shows" in state) || !Array.isArray(state.shows)) {
    return null;
  }
  const folder: unknown = state.shows[0];
  return typeof folder === "string" && isAbsolute(folder) ? folder : null;
}
