import type { Finding, FindingCode } from "../../../contract/model/finding.ts";
import type { Run } from "../../runs/runs.ts";

/** One entry of the light bulb. */
export interface Fix {
  readonly title: string;
  /** The findings that it does something about. */
  readonly about: readonly Finding[];
  /** Whether it is what most people want, so that "auto fix" takes it. */
  readonly preferred?: boolean;
  /** Does it; failures go to the boundary. */
  readonly apply: () => Promise<void> | void;
}

/** The fixes of one kind for findings of a run that stand in one place: many findings make few entries. */
export type FixFamily = (run: Run, findings: readonly Finding[]) => readonly Fix[];

export function ofCode<Code extends FindingCode>(
  findings: readonly Finding[],
  ...codes: readonly Code[]
): Extract<Finding, { readonly code: Code }>[] {
  const isOfCode = (finding: Finding): finding is Extract<Finding, { readonly code: Code }> =>
    codes.some((code) => code === finding.code);
  return findings.filter(isOfCode);
}

/** The metrics that findings are about, each once. */
export function metricsOf(findings: readonly Finding[]): string[] {
  return [...new Set(findings.flatMap(({ metric }) => metric ?? []))];
}
