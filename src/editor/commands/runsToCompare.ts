import * as vscode from "vscode";
import { t } from "../../l10n.ts";
import { UserError } from "../vscode/errorBoundary.ts";
import type { Run, Runs } from "../runs/runs.ts";

/** The runs that are selected in the view (elements are paths of logs), or those that a person picks; none if nobody does. */
export async function runsToCompare(runs: Runs, selection: unknown): Promise<readonly Run[]> {
  const paths = Array.isArray(selection) ? selection.filter((path) => typeof path === "string") : [];
  const selected = paths.flatMap((path) => runs.at(vscode.Uri.file(path)) ?? []);
  return selected.length > 1 ? selected : pickSeveral(runs, selected);
}

async function pickSeveral(runs: Runs, selected: readonly Run[]): Promise<readonly Run[]> {
  if (runs.all.length < 2) {
    throw new UserError(t("There is nothing to compare: this workspace has fewer than two runs."));
  }
  const items = runs.all.map((run) => ({
    label: runs.shortName(run),
    description: run.label,
    picked: selected.includes(run),
    run,
  }));
  const chosen = await vscode.window.showQuickPick(items, {
    canPickMany: true,
    placeHolder: t("Select two or more runs to compare"),
    matchOnDescription: true,
  });
  if (chosen?.length === 1) {
    throw new UserError(t("Select two or more runs to compare."));
  }
  return chosen?.map(({ run }) => run) ?? [];
}
