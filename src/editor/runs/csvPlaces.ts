import { existsSync } from "node:fs";
import type * as vscode from "vscode";
import { csvPathOf } from "../../log/csv/csvPath.ts";

const memory = "slopewise.csvPlaces";

/**
 * Where the CSVs of runs are kept whose usual place is taken by somebody else's file: next to it, as
 * `metrics.slopewise.csv`. Remembered for the workspace, and forgotten once the usual place is free again.
 */
export class CsvPlaces {
  readonly #state: vscode.Memento;

  constructor(state: vscode.Memento) {
    this.#state = state;
  }

  /** Absolute path of the CSV of a log, or null for the usual one. */
  of(log: string): string | null {
    const chosen = this.#chosen();
    if (!chosen.includes(log)) {
      return null;
    }
    if (existsSync(csvPathOf(log))) {
      return csvPathOf(log, "slopewise");
    }
    void this.#state.update(
      memory,
      chosen.filter((other) => other !== log),
    );
    return null;
  }

  /** Leaves the usual place of a log's CSV to the file that stands there. */
  async moveAside(log: string): Promise<void> {
    await this.#state.update(memory, [...new Set([...this.#chosen(), log])]);
  }

  #chosen(): readonly string[] {
    const kept: unknown = this.#state.get(memory);
    return Array.isArray(kept) ? kept.filter((log) => typeof log === "string") : [];
  }
}
