import * as vscode from "vscode";
import type { FindingCode } from "../../contract/model/finding.ts";
import { silencedCodes, silencedOf } from "../../contract/model/severities.ts";
import { demandTrust } from "./trust.ts";

/** Has findings of some codes not shown in one run, by the workspace's setting `slopewise.findings.silenced`. */
export async function silenceInRun(run: string, codes: readonly FindingCode[]): Promise<void> {
  const configuration = vscode.workspace.getConfiguration("slopewise");
  const present = configuration.inspect("findings.silenced")?.workspaceValue;
  const all = [...new Set([...silencedCodes(run, silencedOf(present)), ...codes])].sort();
  await write(configuration, "findings.silenced", { ...entriesOf(present), [run]: all });
}

/** Has findings of some codes not shown in any run of the workspace, by its setting `slopewise.findings.severity`. */
export async function silenceEverywhere(codes: readonly FindingCode[]): Promise<void> {
  const configuration = vscode.workspace.getConfiguration("slopewise");
  const present = configuration.inspect("findings.severity")?.workspaceValue;
  const off = Object.fromEntries(codes.map((code) => [code, "off"]));
  await write(configuration, "findings.severity", { ...entriesOf(present), ...off });
}

/** What a setting holds, entries included that this version does not know: they are the person's. */
function entriesOf(value: unknown): object {
  return typeof value === "object" && value !== null ? value : {};
}

async function write(configuration: vscode.WorkspaceConfiguration, name: string, value: unknown): Promise<void> {
  demandTrust();
  await configuration.update(name, value, vscode.ConfigurationTarget.Workspace);
}
