import { aliasFor, sideOf } from "../model/alias.ts";
import type { FolderFacts, OtherLog } from "../measure/folderFacts.ts";
import type { Contract } from "../model/contract.ts";
import type { Finding } from "../model/finding.ts";

/** Where another log of the run's folder holds a metric, and under which key. */
export interface Elsewhere {
  readonly metric: string;
  readonly file: string;
  readonly key: string;
}

/**
 * The other log of the folder that holds a metric, or null. Only logs that share a run count: of two, one is named for
 * training or validation (`train.jsonl` beside `val.jsonl`, `metrics_val.jsonl` beside `metrics.jsonl`).
 */
export function findElsewhere(metric: string, { log, others }: FolderFacts, contract: Contract): Elsewhere | null {
  const own = sideOf(log);
  for (const other of others) {
    const key = own === null && sideOf(other.name) === null ? null : keyIn(other, metric, contract);
    if (key !== null) {
      return { metric, file: other.name, key };
    }
  }
  return null;
}

/** The metric's own key, or one that looks like it; `loss` in `val.jsonl` is the validation loss. */
function keyIn({ name, keys }: OtherLog, metric: string, contract: Contract): string | null {
  if (keys.includes(metric)) {
    return metric;
  }
  const side = sideOf(name);
  const sided = new Map(keys.map((key) => [side === null || sideOf(key) !== null ? key : `${side} ${key}`, key]));
  const alias = aliasFor(metric, [...sided.keys()], contract);
  return alias === null ? null : (sided.get(alias) ?? null);
}

/** One finding for each log that holds metrics that are not in this one: nothing is lost, but nothing shows both. */
export function elsewhereFindings(held: readonly Elsewhere[]): Finding[] {
  const files = [...new Set(held.map(({ file }) => file))];
  return files.map((file) =>
    findingOf(
      file,
      held.filter((one) => one.file === file),
    ),
  );
}

function findingOf(file: string, held: readonly Elsewhere[]): Finding {
  return {
    code: "missing-metric",
    severity: "information",
    metric: held[0]?.metric ?? null,
    line: null,
    column: null,
    count: held.length,
    facts: { kind: "elsewhere", file, held: held.map(({ metric, key }) => ({ metric, key })) },
    related: [{ file, line: 1, facts: { kind: "otherLog", keys: held.map(({ key }) => key) } }],
  };
}
