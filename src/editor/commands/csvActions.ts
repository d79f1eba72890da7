import { basename } from "node:path";
import * as vscode from "vscode";
import { counted, t } from "../../l10n.ts";
import type { CsvComparison } from "../../log/convert/csvComparison.ts";
import type { WorkerClient } from "../../worker/client.ts";
import type { ConvertAnswer, ConvertChoices } from "../../protocol/runAnswers.ts";
import { UserError } from "../vscode/errorBoundary.ts";
import type { CsvPlaces } from "../runs/csvPlaces.ts";
import { logFileOf } from "../runs/logPlace.ts";
import type { Run, Runs } from "../runs/runs.ts";
import { demandTrust } from "../vscode/trust.ts";
import type { VirtualTexts } from "../vscode/virtualTexts.ts";

export interface CsvDeps {
  readonly client: WorkerClient;
  readonly runs: Runs;
  readonly places: CsvPlaces;
  /** Texts of comparisons. */
  readonly texts: VirtualTexts;
}

/** What a person can have done with the CSV of a run. Failures that they can fix are UserErrors. */
export class CsvActions {
  readonly #deps: CsvDeps;

  constructor(deps: CsvDeps) {
    this.#deps = deps;
  }

  /** Opens the CSV, as the person's editor for CSVs shows it unless told how, and says so where it is not up to date. */
  async open(run: Run, show = openFile): Promise<void> {
    const path = run.status?.csvPath;
    const csv = path === undefined ? undefined : vscode.Uri.file(path);
    const written = csv === undefined ? null : await modified(csv);
    if (csv === undefined || written === null) {
      throw new UserError(t('There is no CSV next to {0} yet. "Slopewise: Generate CSV" writes it.', run.label));
    }
    await show(csv);
    const reason = staleness(run, written, (await modified(logFileOf(run))) ?? written);
    if (reason !== null) {
      const generate = t("Generate CSV");
      const choice = await vscode.window.showWarningMessage(`${basename(csv.fsPath)} ${reason}`, generate);
      await (choice === generate ? this.generate(run) : undefined);
    }
  }

  /** Writes the CSV; asks before it replaces a file that is not ours. */
  generate(run: Run): Promise<void> {
    return this.#write(run, false);
  }

  /** Writes a second CSV, with the metrics that the contract derives from others. */
  writeDerived(run: Run): Promise<void> {
    return this.#write(run, true);
  }

  /** Writes the CSV of every run that has none. */
  async generateAllMissing(): Promise<void> {
    demandTrust();
    const without = this.#deps.runs.all.filter(hasNoCsv);
    const title = t("Generating missing CSVs…");
    const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
    const failures: string[] = [];
    let written = 0;
    await vscode.window.withProgress(options, async (progress, token) => {
      for (const run of without.values()) {
        if (token.isCancellationRequested) {
          return;
        }
        progress.report({ message: run.run, increment: 100 / without.length });
        const answer = await this.#deps.client.convert(run.uri.fsPath, { force: false, derived: false });
        written += answer.done ? 1 : 0;
        failures.push(...(answer.done ? [] : [answer.message]));
      }
    });
    if (failures.length > 0) {
      throw new UserError(failures.slice(0, 5).join(" "));
    }
    vscode.window.setStatusBarMessage(
      `$(check) ${counted(written, ["{0} CSV was written.", "{0} CSVs were written."])}`,
      5_000,
    );
  }

  /** Shows what is there next to what the log gives, and replaces it if the person says so. */
  async compare(run: Run): Promise<void> {
    const comparison = await this.#deps.client.ask("comparison", run.uri.fsPath);
    const name = basename(run.status?.csvPath ?? "metrics.csv");
    if (comparison.line === null) {
      void vscode.window.showInformationMessage(t("{0} matches the log.", name));
      return;
    }
    const shown = await this.#showComparison(run, name, comparison);
    if (!vscode.workspace.isTrusted) {
      return;
    }
    const replace = t("Replace");
    const choice = await vscode.window.showInformationMessage(differenceText(name, comparison), replace, t("Keep"));
    if (choice === replace) {
      await this.#convert(run, { force: true, derived: false });
      await closeComparison(shown);
    }
  }

  /** Leaves the file in the CSV's place to whoever wrote it: this run's CSV is kept next to it from now on. */
  async moveAside(run: Run): Promise<void> {
    demandTrust();
    const { places, runs } = this.#deps;
    await places.moveAside(run.uri.fsPath);
    runs.followAgain(run);
    await this.#write(run, false);
  }

  /** Returns what names the side of the comparison that is there. */
  async #showComparison(run: Run, name: string, { present, given, whole, from }: CsvComparison): Promise<vscode.Uri> {
    const part = whole ? "" : t(" (from line {0})", from.toLocaleString(vscode.env.language));
    const place = (side: string): string => `/${run.label}/${side}/${name}`;
    const left = this.#deps.texts.put(place("present"), present);
    const right = this.#deps.texts.put(place("given"), given);
    const title = `${name} ↔ ${t("CSV from the log")}${part}`;
    await vscode.commands.executeCommand("vscode.diff", left, right, title, { preview: true });
    return left;
  }

  async #write(run: Run, derived: boolean): Promise<void> {
    demandTrust();
    let how: ConvertChoices = { force: false, wide: false, derived };
    let answer = await this.#convert(run, how);
    // One that may be wide may turn out to be in the place of another file.
    while (answer.replaceable !== null) {
      const isWide = answer.replaceable === "tooWide";
      const agree = isWide ? t("Write") : t("Replace");
      if ((await vscode.window.showWarningMessage(replaceQuestion(answer), { modal: true }, agree)) !== agree) {
        return;
      }
      how = isWide ? { ...how, wide: true } : { ...how, force: true };
      answer = await this.#convert(run, how);
    }
  }

  /** Converts and says what came of it; a file that may be replaced is left to the caller to ask about. */
  async #convert(run: Run, how: ConvertChoices): Promise<ConvertAnswer> {
    const title = t("Generating the CSV of {0}…", run.run);
    const options = { location: vscode.ProgressLocation.Window, title };
    const answer = await vscode.window.withProgress(options, () => this.#deps.client.convert(run.uri.fsPath, how));
    if (answer.done) {
      vscode.window.setStatusBarMessage(`$(check) ${answer.message}`, 5_000);
    } else if (answer.replaceable === null) {
      throw new UserError(answer.message);
    }
    return answer;
  }
}

/** Closes a comparison once what it shows is replaced: it would go on showing a difference. */
async function closeComparison(left: vscode.Uri): Promise<void> {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  const shown = tabs.filter(
    ({ input }) => input instanceof vscode.TabInputTextDiff && input.original.toString() === left.toString(),
  );
  await vscode.window.tabGroups.close(shown);
}

/** True for a run whose CSV is missing and could be there. */
export function hasNoCsv(run: Run): boolean {
  return run.status?.findings.some(({ code }) => code === "csv-missing") ?? false;
}

function replaceQuestion({ path, replaceable, message }: ConvertAnswer): string {
  const name = vscode.workspace.asRelativePath(path);
  if (replaceable === "tooWide") {
    return t("{0} Write it anyway?", message);
  }
  return replaceable === "stale"
    ? t("{0} does not match the log: it was edited, or the log was rewritten. Replace it?", name)
    : t("{0} was not generated from this log. Replace it?", name);
}

function differenceText(name: string, { line, whole }: CsvComparison): string {
  const where = (line ?? 1).toLocaleString(vscode.env.language);
  return whole
    ? t("{0} differs from the log, first in line {1}. Replace it?", name, where)
    : t(
        "{0} differs from the log, first in line {1}; the comparison shows the lines around it. Replace it?",
        name,
        where,
      );
}

/** Why a CSV does not hold what the log does, as the rest of a sentence; null where nothing speaks against it. */
function staleness({ status }: Run, written: number, logged: number): string | null {
  const finding = status?.findings.find(({ code }) => code === "csv-stale" || code === "csv-foreign");
  if (finding !== undefined) {
    return finding.code === "csv-stale" ? t("does not match its log.") : t("was not generated from its log.");
  }
  return logged > written ? t("is older than its log and may miss what was logged since.") : null;
}

async function openFile(uri: vscode.Uri): Promise<void> {
  await vscode.commands.executeCommand("vscode.open", uri);
}

/** When a file was written last, in milliseconds since 1970; null where there is none. */
async function modified(uri: vscode.Uri): Promise<number | null> {
  try {
    return (await vscode.workspace.fs.stat(uri)).mtime;
  } catch {
    return null;
  }
}
