import type * as vscode from "vscode";
import type { Run, Runs } from "../runs/runs.ts";
import { sweepActions } from "./sweepActions.ts";
import { SweepPanel, type SweepPanelParts } from "./sweepPanel.ts";

export interface SweepPanelsParts extends Omit<SweepPanelParts, "openReview" | "openLog"> {
  /** The runs of the workspace, whose logs can be reviewed. */
  readonly runs: Runs;
  readonly openReview: (run: Run) => void;
}

/** The sweeps in parts that are open, each once. */
export class SweepPanels implements vscode.Disposable {
  readonly #parts: SweepPanelParts;
  readonly #open = new Map<string, SweepPanel>();

  constructor({ runs, openReview, ...parts }: SweepPanelsParts) {
    this.#parts = { ...parts, ...sweepActions(runs, openReview) };
  }

  /** Shows the sweep of a folder of parts. @throws {RefusalError} where it holds none that can be used. */
  async open(folder: string): Promise<void> {
    const present = this.#open.get(folder);
    if (present !== undefined) {
      present.reveal();
      return;
    }
    const panel = new SweepPanel(folder, this.#parts);
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
    this.#open.forEach((panel) => panel.dispose());
    this.#open.clear();
  }
}
