import { formatEvery } from "../../contract/model/cadence.ts";
import { contractFileName } from "../../contract/model/contract.ts";
import type { Finding, FindingCode, Severity } from "../../contract/model/finding.ts";
import type { MissingFacts } from "../../contract/model/findingFacts.ts";
import { findingText } from "../../contract/texts/findingText.ts";
import { listed } from "../../contract/texts/sentences.ts";

/** What is said of one finding, or of several that differ in nothing but their metrics. */
export interface GatheredFinding {
  readonly code: FindingCode;
  readonly severity: Severity;
  readonly message: string;
}

/** A finding of a metric that is never logged and that nothing in the log stands for. */
type Missing = Finding<"missing-metric"> & {
  readonly metric: string;
  readonly facts: Extract<MissingFacts, { readonly kind: "never" }>;
};

/**
 * Findings as one reads them: the metrics that a log never holds in one sentence for each severity, and others that say
 * the same of several metrics once. In the order of the first of each.
 */
export function gatherFindings(findings: readonly Finding[]): GatheredFinding[] {
  const groups = groupedBy(
    findings,
    (finding) => `${finding.code} ${finding.severity} ${isMissing(finding) ? "" : withoutMetric(finding)}`,
  );
  return groups.flatMap((group) => {
    const [first, ...others] = group;
    const missing = group.filter(isMissing);
    return first === undefined
      ? []
      : [
          {
            code: first.code,
            severity: first.severity,
            message: missing.length > 1 ? missingText(missing) : findingText(first) + alsoText(others),
          },
        ];
  });
}

/** Things in groups of the same key, in the order of the first of each. */
function groupedBy<Thing>(things: readonly Thing[], keyOf: (thing: Thing) => string): Thing[][] {
  const groups = new Map<string, Thing[]>();
  for (const thing of things) {
    const group = groups.get(keyOf(thing)) ?? [];
    groups.set(keyOf(thing), group);
    group.push(thing);
  }
  return [...groups.values()];
}

function isMissing(finding: Finding): finding is Missing {
  return (
    finding.code === "missing-metric" &&
    finding.metric !== null &&
    finding.facts.kind === "never" &&
    finding.facts.alias === null &&
    finding.facts.source === null
  );
}

/** What is known of a finding but for its metric. */
function withoutMetric({ line, count, facts }: Finding): string {
  return JSON.stringify([line, count, facts]);
}

function alsoText(others: readonly Finding[]): string {
  const metrics = others.flatMap(({ metric }) => metric ?? []);
  return metrics.length === 0 ? "" : ` The same is true for ${listed(metrics, Infinity)}.`;
}

/** "3 metrics are not logged: the contract asks for lr and wd every batch; for grad_norm every 1/4 epoch. …" */
function missingText(missing: readonly Missing[]): string {
  const wanted = groupedBy(missing, ({ facts }) => formatEvery(facts.every)).map((group) => {
    const metrics = group.map(({ metric }) => metric);
    const every = group.slice(0, 1).map(({ facts }) => formatEvery(facts.every));
    return `for ${listed(metrics, Infinity)} every ${every.join("")}`;
  });
  const clocks = [...new Set(missing.flatMap(({ facts }) => facts.without ?? []))];
  const doubt = clocks.length === 0 ? "" : ` Without ${listed(clocks)} nothing tells when they are due.`;
  const written = missing.every(({ facts }) => facts.written);
  return (
    `${missing.length} metrics are not logged: the contract asks ${wanted.join("; ")}.${doubt} ` +
    (written
      ? `Log them, or leave them out of ${contractFileName}.`
      : `Log them, or list in a ${contractFileName} what these runs must log.`)
  );
}
