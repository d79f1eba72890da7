import { loggedCount } from "../../../log/columns/columns.ts";
import type { CheckedLog } from "../../measure/checkedLog.ts";
import type { Finding, RelatedPlace, Severity } from "../../model/finding.ts";
import type { StepBack } from "../../../series/clock/stepBacks.ts";
import { lowerBound } from "../../../series/lowerBound.ts";
import { levelJump, type LevelJump } from "./levelJump.ts";
import type { RepeatedFacts } from "../../model/findingFacts.ts";

/** The share of batches logged twice from which on that is how the log is written, not an accident. */
const habitualShare = 0.05;

/**
 * Steps that were logged already: a resumed run, records out of order, a step that starts again with each epoch, or
 * a batch that is logged several times. Only one of them is reported, since one makes the others meaningless.
 */
export function checkRepeatedSteps(log: CheckedLog): Finding[] {
  const { clock } = log;
  if (clock.disordered || areTwoWriters(log)) {
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

/** So many steps that go back, each further on than the one before, and this share of all steps logged twice. */
const fewestTurns = 3;
const twiceShare = 0.95;

/**
 * Whether two processes write one log by turns, some records at a time: the step goes back again and again, always further
 * on, until all steps were logged twice. A run that is resumed repeats only what came after its checkpoints.
 */
function areTwoWriters({ clock, table, contract }: CheckedLog): boolean {
  const steps = table.column(contract.names.step);
  const { backs, restarts, repeated } = clock;
  if (steps === undefined || backs.count < fewestTurns || 2 * repeated < twiceShare * loggedCount(steps)) {
    return false;
  }
  const starts = restarts.map((row) => steps.values[lowerBound(steps.rows, row)] ?? Number.NaN);
  return starts.every((start, i) => i === 0 || start > (starts[i - 1] ?? Number.NaN));
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
  const { back, jump } = strongestJump(log) ?? { back: backs.first ?? nowhere, jump: null };
  const { row, from, to, toStart } = back;
  // Where nothing has to be done, only who asked for steps has to hear of it.
  const harmless = log.contract.scope === "full" ? "information" : "hint";
  return finding(log, jump === null ? harmless : "warning", {
    row,
    count: backs.count,
    facts: { kind: "resumed", from, to, fromStart: toStart, repeated, jump },
    related: resumePlaces(log, back),
  });
}

/** The resume with which the loss changed most, and how; null where it changed with none. */
function strongestJump(log: CheckedLog): { readonly back: StepBack; readonly jump: LevelJump } | null {
  const jumps = backsOf(log).flatMap((back) => {
    const jump = levelJump(log.table, log.contract.names, back);
    return jump === null ? [] : [{ back, jump, size: Math.abs(Math.log(jump.ratio)) }];
  });
  return jumps.sort((one, other) => other.size - one.size)[0] ?? null;
}

/** More resumes than this are not looked at one by one. */
const mostResumes = 64;

/** The places where the step goes back, the first ones of many. */
function backsOf({ clock, table, contract }: CheckedLog): readonly StepBack[] {
  const { first } = clock.backs;
  const steps = table.column(contract.names.step);
  if (first === null || steps === undefined) {
    return first === null ? [] : [first];
  }
  const start = steps.values[0] ?? Number.NaN;
  const others = clock.restarts.slice(0, mostResumes).filter((row) => row > first.row);
  return [
    first,
    ...others.map((row) => {
      const place = lowerBound(steps.rows, row);
      const [from = Number.NaN, to = Number.NaN] = steps.values.subarray(place - 1, place + 1);
      return { row, from, to, toStart: to <= start };
    }),
  ];
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
