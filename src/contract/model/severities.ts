import { findingCodes, type Finding, type FindingCode, type Severity } from "./finding.ts";

/** What may be made of a finding: another severity, or nothing at all. */
export const severityChoices = ["error", "warning", "information", "hint", "off"] as const;

export type SeverityChoice = Severity | "off";

/** Severities by code, where they are not those that the checks give. */
export type Severities = Readonly<Partial<Record<FindingCode, SeverityChoice>>>;

/** The findings with other severities, without those that are off. Where several say something of a code, the last counts. */
export function applySeverities(findings: readonly Finding[], ...rules: readonly Severities[]): readonly Finding[] {
  const all = rules.reduce((merged, more) => ({ ...merged, ...more }), {});
  return findings.flatMap((finding) => {
    const severity = all[finding.code] ?? finding.severity;
    return severity === "off" ? [] : [severity === finding.severity ? finding : { ...finding, severity }];
  });
}

/** The entries of an object that are severities of known codes; whatever else it is or holds is left out. */
export function severitiesOf(value: unknown): Severities {
  const entries = typeof value === "object" && value !== null ? Object.entries(value) : [];
  return Object.fromEntries(entries.filter(([code, choice]) => isCode(code) && isChoice(choice)));
}

/** Codes of findings that are not shown, by the name of a run. */
export type Silenced = Readonly<Record<string, readonly FindingCode[]>>;

/** The entries of an object that are lists of known codes; whatever else it is or holds is left out. */
export function silencedOf(value: unknown): Silenced {
  const entries: [string, unknown][] = typeof value === "object" && value !== null ? Object.entries(value) : [];
  return Object.fromEntries(
    entries.flatMap(([run, codes]) =>
      Array.isArray(codes) ? [[run, codes.filter((code) => typeof code === "string" && isCode(code))]] : [],
    ),
  );
}

/** The codes that are silenced in a run, which may have any name: "constructor" too. */
export function silencedCodes(run: string, silenced: Silenced): readonly FindingCode[] {
  return Object.hasOwn(silenced, run) ? (silenced[run] ?? []) : [];
}

/** The codes that are silenced in a run, as severities. */
export function silencedIn(run: string, silenced: Silenced): Severities {
  return Object.fromEntries(silencedCodes(run, silenced).map((code) => [code, "off"]));
}

export function isCode(code: string): code is FindingCode {
  return findingCodes.some((known) => known === code);
}

export function isChoice(choice: unknown): choice is SeverityChoice {
  return severityChoices.some((known) => known === choice);
}
