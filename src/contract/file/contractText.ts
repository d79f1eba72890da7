import type { AnalysisSettings, Contract, MetricRule } from "../model/contract.ts";
import { builtInContract } from "../model/builtIn.ts";
import { formatEvery } from "../model/cadence.ts";

/**
 * A contract as the text of a `metrics.contract.json`, one metric a line; `parseContract` reads the same contract back.
 * What holds without being said is left out. `remark` is a sentence for the person who opens the file.
 */
export function contractText({ metrics, given, logs, analysis, severities }: Contract, remark: string): string {
  const parts: readonly (string | null)[] = [
    `"metrics": ${metricsText(metrics)}`,
    objectText("names", single(given)),
    JSON.stringify(logs) === JSON.stringify(builtInContract.logs) ? null : `"logs": ${oneLine(logs)}`,
    objectText("analysis", ownSettings(analysis)),
    objectText("severities", severities),
  ];
  const said = parts.filter((part) => part !== null).map((part) => `  ${part}`);
  return `${commented(remark)}\n{\n${said.join(",\n")}\n}\n`;
}

/** The settings that are not those of the built-in contract. */
function ownSettings(analysis: AnalysisSettings): object {
  const usual = new Map<string, unknown>(Object.entries(builtInContract.analysis));
  return Object.fromEntries(
    Object.entries(analysis).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(usual.get(key))),
  );
}

/** Names by role, a list only where there are several. */
function single(given: Contract["given"]): object {
  return Object.fromEntries(
    Object.entries(given).map(([role, names]) => [role, names.length === 1 ? names[0] : names]),
  );
}

/** A remark as comments, a line each. */
export function commented(remark: string): string {
  return remark
    .split(/\r\n?|\n/)
    .map((line) => `// ${line}`)
    .join("\n");
}

/** A member that is an object on one line; null where it is empty. */
function objectText(name: string, value: object): string | null {
  return Object.keys(value).length === 0 ? null : `"${name}": ${oneLine(value)}`;
}

function oneLine(value: unknown): string {
  if (Array.isArray(value)) {
    return `[${value.map(oneLine).join(", ")}]`;
  }
  if (typeof value !== "object" || value === null) {
    return JSON.stringify(value);
  }
  return `{ ${Object.entries(value)
    .map(([key, one]) => `${JSON.stringify(key)}: ${oneLine(one)}`)
    .join(", ")} }`;
}

/** The value of a contract file's `metrics`, one metric a line, indented for where it stands. */
export function metricsText(metrics: Contract["metrics"]): string {
  const rules = [...metrics].map(([metric, rule]) => `    ${JSON.stringify(metric)}: ${ruleText(rule)}`);
  return `{\n${rules.join(",\n")}\n  }`;
}

function ruleText({ every, min, max, derive }: MetricRule): string {
  const fields = [
    `"every": ${JSON.stringify(formatEvery(every))}`,
    ...(min === null ? [] : [`"min": ${min}`]),
    ...(max === null ? [] : [`"max": ${max}`]),
    ...(derive === null ? [] : [`"derive": { "from": ${JSON.stringify(derive.from)}, "scale": ${derive.scale} }`]),
  ];
  return `{ ${fields.join(", ")} }`;
}
