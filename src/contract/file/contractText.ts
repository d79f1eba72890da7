import type { Contract, MetricRule } from "../model/contract.ts";
import { roleNames } from "../../series/roles/role.ts";
import { formatEvery } from "../model/cadence.ts";

/**
 * A contract as the text of a `metrics.contract.json`, one metric a line; `parseContract` reads the same contract back.
 * `remark` is a sentence for the person who opens the file.
 */
export function contractText(contract: Contract, remark: string): string {
  const { metrics, names, logs, analysis, severities } = contract;
  const parts = roleNames.map((role) => `    ${JSON.stringify(role)}: ${JSON.stringify(names[role])}`);
  const own = Object.entries(severities).map(([code, choice]) => `${JSON.stringify(code)}: ${JSON.stringify(choice)}`);
  const { earlyWindow, binsPerEpoch, seed } = analysis;
  return [
    ...remark.split(/\r\n?|\n/).map((line) => `// ${line}`),
    "{",
    `  "metrics": ${metricsText(metrics)},`,
    `  "names": {\n${parts.join(",\n")}\n  },`,
    `  "logs": [${logs.map((pattern) => JSON.stringify(pattern)).join(", ")}],`,
    `  "analysis": { "earlyWindow": [${earlyWindow.join(", ")}], "binsPerEpoch": ${binsPerEpoch}, "seed": ${seed} }${own.length > 0 ? "," : ""}`,
    ...(own.length > 0 ? [`  "severities": { ${own.join(", ")} }`] : []),
    "}",
    "",
  ].join("\n");
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
