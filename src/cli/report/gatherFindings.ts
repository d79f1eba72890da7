import { orLeaveOut } from "../../contract/texts/advice.ts";
import { contractFileName, type Contract } from "../../contract/model/contract.ts";
import type { AskedFor, Finding, FindingCode, Severity } from "../../contract/model/finding.ts";
import { listed } from "../../contract/texts/sentences.ts";

/** What is said of one finding, or of several that differ in nothing but their metrics. */
export interface GatheredFinding {
  readonly code: FindingCode;
  readonly severity: Severity;
  readonly message: string;
}

/** A finding of a metric that is never logged and that nothing in the log stands for. */
type Lack = Finding & { readonly metric: string; readonly asked: AskedFor };

/**
 * Findings as one reads them: the metrics that a log never holds in one sentence for each severity, and others that say
 * the same of several metrics once. In the order of the first of each.
 */
export function gatherFindings(findings: readonly Finding[], contract: Contract): GatheredFinding[] {
  const groups = groupedBy(
    findings,
    (finding) => `${finding.code} ${finding.severity} ${isLack(finding) ? "" : saidOfMetric(finding)}`,
  );
  return groups.flatMap((group) => {
    const [first, ...others] = group;
    const lacks = group.filter(isLack);
    return first === undefined
      ? []
      : [
          {
            code: first.code,
            severity: first.severity,
            message: lacks.length > 1 ? lackText(lacks, contract) : first.message + alsoText(others),
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

function isLack(finding: Finding): finding is Lack {
  return finding.metric !== null && finding.asked !== undefined;
}

/** What a finding says of its metric, without the name that it begins with. */
function saidOfMetric({ metric, message }: Finding): string {
  return metric !== null && message.startsWith(`${metric} `) ? message.slice(metric.length) : message;
}

function alsoText(others: readonly Finding[]): string {
  const metrics = others.flatMap(({ metric }) => metric ?? []);
  return metrics.length === 0 ? "" : ` The same holds for ${listed(metrics, Infinity)}.`;
}

/** "3 metrics are never logged: the contract asks for lr and wd every batch; for grad_norm every 1/4 epoch. …" */
function lackText(lacks: readonly Lack[], contract: Contract): string {
  const wanted = groupedBy(lacks, ({ asked }) => asked.every).map((group) => {
    const metrics = group.map(({ metric }) => metric);
    return `for ${listed(metrics, Infinity)} every ${group[0]?.asked.every ?? ""}`;
  });
  const clocks = [...new Set(lacks.flatMap(({ asked }) => asked.without ?? []))];
  const doubt = clocks.length === 0 ? "" : ` Without ${listed(clocks)} nothing tells when they are due.`;
  return (
    `${lacks.length} metrics are never logged: the contract asks ${wanted.join("; ")}.${doubt} ` +
    `Log them, or ${contract.written ? `leave them out of ${contractFileName}` : orLeaveOut(contract)}.`
  );
}
