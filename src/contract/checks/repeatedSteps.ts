import type { CheckedLog } from "../measure/checkedLog.ts";
import type { Finding, RelatedPlace, Severity } from "../model/finding.ts";
import type { StepBack } from "../../series/clock/stepBacks.ts";
import { lowerBound } from "../../series/lowerBound.ts";
import { levelJump } from "./levelJump.ts";
import type { RepeatedFacts } from "../model/findingFacts.ts";

/** The share of batches logged twice from which on that is how the log is written, not an accident. */
const habitualShare = 0.05;

/**
 * Steps that were logged already: a resumed run, records out of order, a step that starts again with each epoch, or
 * a batch that is logged several times. Only one of them is reported, since one makes the others meaningless.
 */
export function checkRepeatedSteps(log: CheckedLog): Finding[] {
  const { clock } = log;
  if (clock.disordered) {
    return [disorder(log)];
  }
  if (clock.epochResets.first !== null) {
    // Many tools count so, and the clock goes on counting: only who asked for steps has to hear of it.
    return log.contract.scope === "full" ? [epochReset(log)] : [];
  }
  if (clock.backs.first !== null) {
    return [resumed(log)];
  }
  return clock.doubles.first === null ? [] : [doubled(log)];
}

const nowhere: StepBack = { row: 0, from: 0, to: 0, toStart: false };

function clockName({ clock, contract }: CheckedLog): string {
  return clock.stepSeen ? contract.names.step : contract.names.epoch;
}

function disorder(log: CheckedLog): Finding {
  const { backs, records } = log.clock;
  return finding(log, "warning", {
    row: backs.first?.row ?? 0,
    count: backs.count,
    facts: { kind: "disorder", records },
  });
}

function epochReset(log: CheckedLog): Finding {
  const { first, count } = log.clock.epochResets;
  const { row, to } = first ?? nowhere;
  return finding(log, "warning", { row, count, facts: { kind: "epochReset", to } });
}

function resumed(log: CheckedLog): Finding {
  const { backs, repeated } = log.clock;
  const first = backs.first ?? nowhere;
  const { row, from, to, toStart } = first;
  const jump = levelJump(log.table, log.contract.names, first);
  return finding(log, jump === null ? "information" : "warning", {
    row,
    count: backs.count,
    facts: { kind: "resumed", from, to, fromStart: toStart, repeated, jump },
    related: resumePlaces(log, first),
  });
}

function doubled(log: CheckedLog): Finding {
  const { doubles, batches } = log.clock;
  const { row, to } = doubles.first ?? nowhere;
  const severity = doubles.count > habitualShare * batches ? "warning" : "information";
  return finding(log, severity, { row, count: doubles.count, facts: { kind: "doubled", step: to } });
}

interface Place {
  readonly row: number;
  readonly count: number;
  readonly facts: RepeatedFacts;
  readonly related?: readonly RelatedPlace[];
}

function finding(log: CheckedLog, severity: Severity, { row, count, facts, related = [] }: Place): Finding {
  const found: Finding = {
    code: "steps-repeated",
    severity,
    metric: clockName(log),
    line: log.table.lineOf(row),
    column: null,
    count,
    facts,
  };
  return related.length === 0 ? found : { ...found, related };
}

/** Where the run had come to when it was resumed, and where the records begin that were then logged again. */
function resumePlaces(log: CheckedLog, { row, from, to }: StepBack): readonly RelatedPlace[] {
  const name = clockName(log);
  const column = log.table.column(name);
  const end = column === undefined ? 0 : lowerBound(column.rows, row);
  if (column === undefined || end === 0) {
    return [];
  }
  const first = lowerBound(column.values, to, end);
  const lineAt = (index: number): number => log.table.lineOf(column.rows[index] ?? 0);
  return [
    ...(first < end ? [{ line: lineAt(first), facts: { kind: "loggedAgain" } as const }] : []),
    { line: lineAt(end - 1), facts: { kind: "lastBefore", clock: name, value: from } },
  ];
}
