import { contractFileName } from "../../../contract/model/contract.ts";
import { addName, leaveOut, setCadence, type ContractEdit } from "../../../contract/file/contractEdits.ts";
import type { Finding } from "../../../contract/model/finding.ts";
import { t } from "../../../l10n.ts";
import type { WorkerClient } from "../../../worker/client.ts";
import { UserError } from "../../vscode/errorBoundary.ts";
import { pickMany } from "../../vscode/pickMany.ts";
import { createContractOf } from "../createContract.ts";
import type { ContractChanges } from "../contractChanges.ts";
import { openContract } from "../contractFiles.ts";
import type { Run } from "../../runs/runs.ts";
import { metricsOf, ofCode, type Fix, type FixFamily } from "./fix.ts";

export interface FixSources {
  readonly client: WorkerClient;
  readonly contracts: ContractChanges;
}

/** Changes of the contract, where it asks for what the run is not meant to log, or calls it by another name. */
export function contractFixes(sources: FixSources): FixFamily {
  return (run, findings) => [
    ...ofCode(findings, "missing-metric").flatMap((finding) => alias(sources, run, finding)),
    ...relaxation(sources, run, ofCode(findings, "cadence", "epoch-only")),
    ...omission(sources, run, ofCode(findings, "missing-metric", "derivable-metric")),
    ...asking(sources, run, ofCode(findings, "no-contract")),
    ...opening(run, ofCode(findings, "contract-invalid")),
  ];
}

function alias({ contracts }: FixSources, run: Run, finding: Finding<"missing-metric">): Fix[] {
  const { metric, facts } = finding;
  const key = facts.kind === "never" || facts.kind === "role" ? facts.alias : null;
  if (metric === null || key === null) {
    return [];
  }
  const apply = async (): Promise<void> => {
    await contracts.change(run, addName(metric, key));
  };
  const title = t("Read {0} as {1} ({2})", key, metric, contractFileName);
  return [{ title, about: [finding], preferred: true, apply }];
}

/** A contract in the run's own folder, so that no other run is asked for anything, unless the person wants that. */
function asking(sources: FixSources, run: Run, about: readonly Finding<"no-contract">[]): Fix[] {
  // Which column the loss is comes first.
  const preferred = about.every(({ facts }) => facts.loss !== null);
  return about.length === 0
    ? []
    : [
        {
          title: t("Create a Contract from What This Run Logs ({0})", contractFileName),
          ...{ about, preferred },
          apply: () => createContractOf(run, sources, "logged"),
        },
        {
          title: t("Create a Contract with the Built-in Metrics ({0})", contractFileName),
          about,
          apply: () => createContractOf(run, sources, "builtIn"),
        },
      ];
}

function omission(sources: FixSources, run: Run, about: readonly Finding[]): Fix[] {
  return editing(sources, [run, about], {
    title: hasContract(about) ? removalTitle : titleWithout,
    question: t("Select metrics to leave out of the contract"),
    edit: (metrics) => inTurn(metrics.map(leaveOut)),
  });
}

/** Whether the findings come from a contract that is a file, not from the built-in one. */
function hasContract(findings: readonly Finding[]): boolean {
  return findings.some(({ facts }) => "written" in facts && facts.written === true);
}

function removalTitle(only: string | null): string {
  return only === null
    ? t("Remove Metrics from the Contract ({0})…", contractFileName)
    : t("Remove {0} from the Contract ({1})", only, contractFileName);
}

function titleWithout(only: string | null): string {
  return only === null
    ? t("Create a Contract Without These Metrics ({0})…", contractFileName)
    : t("Create a Contract Without {0} ({1})", only, contractFileName);
}

function relaxation(sources: FixSources, run: Run, about: readonly Finding[]): Fix[] {
  return editing(sources, [run, about], {
    title: (only) =>
      only === null
        ? t('Relax "every" to What This Run Logs ({0})…', contractFileName)
        : t('Relax "every" of {0} to What This Run Logs ({1})', only, contractFileName),
    question: t("Select metrics whose interval to relax"),
    edit: (metrics) => relaxed(sources.client, run, metrics),
  });
}

interface ContractChange {
  /** For the only metric that findings are about, or for those that a person chooses of several (null). */
  readonly title: (only: string | null) => string;
  readonly question: string;
  readonly edit: (metrics: readonly string[]) => ContractEdit | Promise<ContractEdit>;
}

/** One change of the contract for all metrics that findings are about; of several the person chooses some. */
function editing(
  { contracts }: FixSources,
  [run, about]: readonly [Run, readonly Finding[]],
  { title, question, edit }: ContractChange,
): Fix[] {
  const metrics = metricsOf(about);
  const [only, ...more] = metrics;
  if (only === undefined) {
    return [];
  }
  const apply = async (): Promise<void> => {
    const chosen = await pickMany(metrics, question);
    await (chosen.length === 0 ? undefined : contracts.change(run, await edit(chosen)));
  };
  return [{ title: title(more.length === 0 ? only : null), about, apply }];
}

/** The cadences that the run keeps, for some metrics. */
async function relaxed(client: WorkerClient, run: Run, metrics: readonly string[]): Promise<ContractEdit> {
  const { metrics: kept } = await client.ask("inferred", run.uri.fsPath);
  const edits = metrics.flatMap((metric) => {
    const rule = kept.get(metric);
    return rule === undefined ? [] : [setCadence(metric, rule.every)];
  });
  if (edits.length === 0) {
    throw new UserError(t("{0} has too few values to infer a logging interval: three are needed.", run.label));
  }
  return inTurn(edits);
}

function opening(run: Run, about: readonly Finding[]): Fix[] {
  return about.length === 0
    ? []
    : [{ title: t("Open {0}", contractFileName), about, preferred: true, apply: () => openContract(run.uri) }];
}

function inTurn(edits: readonly ContractEdit[]): ContractEdit {
  return (text) => edits.reduce((result, edit) => edit(result), text);
}
