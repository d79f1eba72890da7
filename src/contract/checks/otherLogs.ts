import { Aliases, sideOf } from "../model/alias.ts";
import type { FolderFacts, OtherLog } from "../measure/folderFacts.ts";
import type { Contract } from "../model/contract.ts";
import type { Finding } from "../model/finding.ts";

/** Where another log of the run's folder holds a metric, and under which key. */
export interface Elsewhere {
  readonly metric: string;
  readonly file: string;
  readonly key: string;
}

/** What one other log has: its keys, also with the side that its name says, which keys stand for a metric by that. */
interface SidedKeys {
  readonly name: string;
  readonly own: ReadonlySet<string>;
  readonly sided: ReadonlyMap<string, string>;
  readonly aliases: Aliases;
}

/**
 * The other log of the folder that holds a metric, or null, for many metrics of one log. Only logs that share a run count: of two, one is named for
 * training or validation (`train.jsonl` next to `val.jsonl`, `metrics_val.jsonl` next to `metrics.jsonl`).
 */
export function elsewhereIn({ log, others }: FolderFacts, contract: Contract): (metric: string) => Elsewhere | null {
  const own = sideOf(log);
  const sharing = others.filter(({ name }) => own !== null || sideOf(name) !== null);
  const known = sharing.map((other) => sidedKeys(other, contract));
  return (metric) => {
    for (const { name, own: keys, sided, aliases } of known) {
      const alias = keys.has(metric) ? null : aliases.of(metric);
      const key = keys.has(metric) ? metric : alias === null ? undefined : sided.get(alias);
      if (key !== undefined) {
        return { metric, file: name, key };
      }
    }
    return null;
  };
}

/** `loss` in `val.jsonl` is the validation loss. */
function sidedKeys({ name, keys }: OtherLog, contract: Contract): SidedKeys {
  const side = sideOf(name);
  const sided = new Map(keys.map((key) => [side === null || sideOf(key) !== null ? key : `${side} ${key}`, key]));
  return { name, own: new Set(keys), sided, aliases: new Aliases([...sided.keys()], contract) };
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
