import { dirname } from "node:path";
import * as vscode from "vscode";
import { forFolderBelow, type ContractEdit } from "../../contract/file/contractEdits.ts";
import { commented, contractText } from "../../contract/file/contractText.ts";
import type { Contract } from "../../contract/model/contract.ts";
import { counted, t } from "../../l10n.ts";
import type { ContractEffect } from "../../protocol/runAnswers.ts";
import { Contracts } from "../../run/contracts.ts";
import type { WorkerClient } from "../../worker/client.ts";
import { folderOf } from "../runs/logPlace.ts";
import type { Run, Runs } from "../runs/runs.ts";
import { demandTrust } from "../vscode/trust.ts";
import { contractIn, edited, mayReplace, readContractText, writeContractText } from "./contractFiles.ts";
import { previewText } from "./contractPreview.ts";
import { commonFolder, coveredBy } from "./contractScope.ts";

export interface ContractChangeDeps {
  readonly runs: Runs;
  readonly client: WorkerClient;
  /** Shows the review of a run again where one is open; false where none is. */
  readonly back: (run: Run) => boolean;
}

/** A contract as it would be written. */
interface Candidate {
  readonly uri: vscode.Uri;
  readonly text: string;
  /** Runs that it would hold for besides the one that it is about. */
  readonly others: readonly Run[];
  /** Its name, where that is not how many runs it is for, and what is said before its effect. */
  readonly says?: { readonly label: string; readonly detail: string };
}

/** Other runs that a change would be right for as well, and what it is for all of them together. */
export interface WiderChange {
  readonly runs: readonly Run[];
  readonly edit: ContractEdit;
  readonly label: string;
  readonly detail: string;
}

/** More runs than these are not looked at before a contract is written: whoever waits wants an answer. */
const mostLookedAt = 100;

/**
 * Writes contracts for single runs: into the folder of the run, so that no other run changes, or for all runs where the
 * person says so. Whatever changes for other runs is said before anything is written.
 */
export class ContractChanges {
  readonly #deps: ContractChangeDeps;

  constructor(deps: ContractChangeDeps) {
    this.#deps = deps;
  }

  /**
   * Changes the contract of a run and comes back to its review. Where a contract further up holds, the folder of the run
   * gets one of its own that says the same, unless the change is meant for all. False where the person thinks better of it.
   * `wider`: where no contract holds, it may also be made once for more runs, in the folder that they are all below.
   */
  async change(run: Run, edit: ContractEdit, wider: WiderChange | null = null): Promise<boolean> {
    demandTrust();
    const contracts = new Contracts();
    const { path } = await contracts.ofFolder(folderOf(run).fsPath);
    const own = contractIn(folderOf(run));
    const present = path === null ? null : vscode.Uri.file(path);
    const text = present === null ? emptyContract() : await readContractText(present);
    const isOwn = present?.fsPath === own.fsPath;
    const start = present === null || isOwn ? text : forFolderBelow(text, copyRemark(present));
    const { runs: more = [], label = "", detail = "", edit: editOfAll = edit } = wider ?? {};
    const isShared = coveredBy(folderOf(run).fsPath, await this.#governed(contracts)).length > 1;
    const ownText = edited(own, start, isShared ? editOfAll : edit);
    const says = more.length === 0 ? {} : { says: { label, detail } };
    const place = present === null ? contractFor([run, ...more]) : isOwn ? null : present;
    const isWider = place !== null && place.fsPath !== own.fsPath;
    const shared = isWider ? [{ uri: place, text: edited(place, text, editOfAll), ...says }] : [];
    return this.#choose(run, contracts, [{ uri: own, text: ownText }, ...shared], false);
  }

  /** Writes a contract for a run's folder or for its whole workspace folder, as the person says. */
  async create(run: Run, contract: Contract, remark: string): Promise<boolean> {
    demandTrust();
    const own = folderOf(run);
    const whole = vscode.workspace.getWorkspaceFolder(run.uri)?.uri;
    const folders = [own, ...(whole === undefined || whole.fsPath === own.fsPath ? [] : [whole])];
    const text = contractText(contract, remark);
    const candidates = folders.map((folder) => ({ uri: contractIn(folder), text }));
    return this.#choose(run, new Contracts(), candidates, true);
  }

  /** Writes a contract for all runs of a folder. */
  async createFor(folder: vscode.Uri, contract: Contract, remark: string): Promise<boolean> {
    demandTrust();
    const candidates = [{ uri: contractIn(folder), text: contractText(contract, remark) }];
    return this.#choose(null, new Contracts(), candidates, true);
  }

  async #choose(
    run: Run | null,
    contracts: Contracts,
    texts: readonly Omit<Candidate, "others">[],
    isNew: boolean,
  ): Promise<boolean> {
    const governed = await this.#governed(contracts);
    const candidates = texts.map((one): Candidate => {
      const covered = coveredBy(dirname(one.uri.fsPath), governed).map((found) => found.run);
      return { ...one, others: covered.filter(({ uri }) => uri.fsPath !== run?.uri.fsPath) };
    });
    // Where a contract further up holds for this run alone, it is the one to change.
    const alone = isNew ? undefined : candidates.slice(1).find(({ others }) => others.length === 0);
    const chosen = alone ?? (await this.#pick(run, candidates));
    if (chosen === undefined || (isNew && !(await mayReplace(chosen.uri)))) {
      return false;
    }
    await writeContractText(chosen.uri, chosen.text);
    this.#deps.client.contractsChanged();
    this.#comeBack(run, chosen.uri);
    return true;
  }

  /** All runs with the contract files that hold for them now. */
  async #governed(contracts: Contracts): Promise<readonly { run: Run; folder: string; contract: string | null }[]> {
    const governed = this.#deps.runs.all.map(async (run) => {
      const folder = folderOf(run).fsPath;
      return { run, folder, contract: (await contracts.ofFolder(folder)).path };
    });
    return Promise.all(governed);
  }

  /** Nobody is asked where there is one way alone and no other run changes. */
  async #pick(run: Run | null, candidates: readonly Candidate[]): Promise<Candidate | undefined> {
    const [only] = candidates;
    if (candidates.length === 1 && only?.others.length === 0) {
      return only;
    }
    const options = {
      location: vscode.ProgressLocation.Notification,
      title: t("Checking what changes for other runs…"),
      cancellable: true,
    };
    const items = await vscode.window.withProgress(options, async (_, token) => {
      const made: (vscode.QuickPickItem & { candidate: Candidate })[] = [];
      for (const candidate of candidates) {
        made.push(await this.#item(run, candidate, token));
      }
      return token.isCancellationRequested ? [] : made;
    });
    const placeHolder = t("Select the runs that your choice applies to");
    const chosen = items.length === 0 ? undefined : await vscode.window.showQuickPick(items, { placeHolder });
    return chosen?.candidate;
  }

  async #item(
    run: Run | null,
    candidate: Candidate,
    token: vscode.CancellationToken,
  ): Promise<vscode.QuickPickItem & { candidate: Candidate }> {
    const { uri, text, others, says } = candidate;
    const effects: ContractEffect[] = [];
    for (const other of others.slice(0, mostLookedAt)) {
      const effect = token.isCancellationRequested ? null : await this.#effect(other, text);
      effects.push(...(effect === null ? [] : [effect]));
    }
    const own = run === null ? null : await this.#effect(run, text);
    const count = others.length + (run === null ? 0 : 1);
    const usual =
      run !== null && count === 1
        ? t("This run only")
        : counted(count, ["The {0} run of its folder", "All {0} runs of its folder"]);
    const effect = previewText({ own, others: effects, more: others.length - effects.length });
    return {
      label: says?.label ?? usual,
      description: vscode.workspace.asRelativePath(uri),
      detail: says === undefined ? effect : `${says.detail} ${effect}`,
      candidate,
    };
  }

  /** Null of a run that cannot be read now: what is wrong with it is said elsewhere. */
  #effect(run: Run, text: string): Promise<ContractEffect | null> {
    return this.#deps.client.ask("effect", run.uri.fsPath, text).catch(() => null);
  }

  /** Back to the review, with the file a click away; without a review nothing covers what the person looks at. */
  #comeBack(run: Run | null, uri: vscode.Uri): void {
    if (run === null) {
      void vscode.window.showTextDocument(uri);
      return;
    }
    this.#deps.back(run);
    const open = t("Open");
    void vscode.window
      .showInformationMessage(t("{0} was written.", vscode.workspace.asRelativePath(uri)), open)
      .then((choice) => (choice === open ? vscode.window.showTextDocument(uri) : undefined));
  }
}

/** Where a contract stands that holds for all of some runs of one workspace folder. */
function contractFor(runs: readonly Run[]): vscode.Uri {
  return contractIn(vscode.Uri.file(commonFolder(runs.map((run) => folderOf(run).fsPath))));
}

function emptyContract(): string {
  const remark = t("How the logs of this folder and below are read and checked.");
  return `${commented(remark)}\n{}\n`;
}

function copyRemark(above: vscode.Uri): string {
  return t("For this folder and below, in place of {0}.", vscode.workspace.asRelativePath(above));
}
