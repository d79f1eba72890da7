import { basename } from "node:path";
import * as vscode from "vscode";
import { t } from "../../l10n.ts";
import { contractFileName } from "../../contract/model/contract.ts";
import type { ErrorBoundary } from "../vscode/errorBoundary.ts";

/** A document of `media/docs`: its file there without the ending, and what a person chooses it by. */
interface Page {
  readonly name: string;
  readonly label: string;
  readonly description: string;
}

/** The documents that the product opens, the ones that most people need first. Made when asked for, in the language of then. */
function pages(): readonly Page[] {
  return [
    { name: "using", label: t("Using Slopewise"), description: t("commands, warnings, states of runs") },
    { name: "runs", label: t("The table of runs"), description: t("filter, groups, charts, analysis") },
    {
      name: "numbers",
      label: t("What the numbers mean"),
      description: t("formulas, sources, when not to trust them"),
    },
    { name: "findings", label: t("Findings"), description: t("each warning: why it matters, what to do") },
    { name: "contract", label: t("The metric contract"), description: t("what runs must log, and names of columns") },
    { name: "logging", label: t("Logging"), description: t("the Python module, with examples") },
    { name: "formats", label: t("Log formats"), description: t("how each is recognized and followed") },
    { name: "cli", label: t("Command line and JSON"), description: t("commands, exit codes, fields") },
    { name: "cluster", label: t("Sweeps on a cluster"), description: t("parts, SLURM, Parquet") },
    {
      name: "library",
      label: t("Slopewise as a library"),
      description: t("the fits and statistics in other programs"),
    },
    { name: "sample-sweep", label: t("The sample sweep"), description: t("its ground truth") },
    { name: "calibration", label: t("Calibration"), description: t("how often intervals contain the truth") },
    { name: "glossary", label: t("Glossary"), description: t("the terms in one sentence each") },
  ];
}

/** Registers the command that shows a document: the one that is named, that of a contract file, or one that is chosen. */
export function registerDocs(extension: vscode.Uri, boundary: ErrorBoundary): vscode.Disposable {
  return boundary.command("slopewise.openDocs", async (from?: unknown) => {
    const name = namedPage(from) ?? (await choosePage());
    if (name !== undefined) {
      await vscode.commands.executeCommand("markdown.showPreview", fileOf(extension, name));
    }
  });
}

/** Links and menus are input: only a known page is opened. */
function namedPage(from: unknown): string | undefined {
  if (from instanceof vscode.Uri) {
    return basename(from.path) === contractFileName ? "contract" : undefined;
  }
  return pages().find(({ name }) => name === from)?.name;
}

async function choosePage(): Promise<string | undefined> {
  const placeHolder = t("Select a document to open");
  const chosen = await vscode.window.showQuickPick(pages(), { placeHolder, matchOnDescription: true });
  return chosen?.name;
}

function fileOf(extension: vscode.Uri, name: string): vscode.Uri {
  const folder = name === "findings" ? ["media"] : ["media", "docs"];
  return vscode.Uri.joinPath(extension, ...folder, `${name}.md`);
}
