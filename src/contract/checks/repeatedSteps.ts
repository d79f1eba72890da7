import type { CheckedLog } from "../measure/checkedLog.ts";
import type { Finding, RelatedPlace, Severity } from "../model/finding.ts";
import type { StepBack } from "../../series/stepBacks.ts";
import { lowerBound } from "../../series/lowerBound.ts";
import { grouped, measured } from "../texts/sentences.ts";
import { counted, t } from "../../l10n.ts";

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
    return [epochReset(log)];
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
  const { clock } = log;
  const name = clockName(log);
  return finding(log, "warning", {
    row: clock.backs.first?.row ?? 0,
    count: clock.backs.count,
    message: t(
      "{0} goes back {1} times in {2} records, so the records are out of order: more than one process may write this log, or {0} counts something else. Give each process its own log, or log a {0} that only grows.",
      ...[name, grouped(clock.backs.count), grouped(clock.records)],
    ),
  });
}

function epochReset(log: CheckedLog): Finding {
  const { clock } = log;
  const first = clock.epochResets.first ?? nowhere;
  const name = log.contract.names.step;
  return finding(log, "warning", {
    row: first.row,
    count: clock.epochResets.count,
    message: counted(
      clock.epochResets.count,
      [
        "{1} starts again at {2} with a new epoch ({0} time): it counts the batches of an epoch, so the same step stands for many batches. Log steps counted from the start of the run.",
        "{1} starts again at {2} with a new epoch ({0} times): it counts the batches of an epoch, so the same step stands for many batches. Log steps counted from the start of the run.",
      ],
      ...[name, measured(first.to)],
    ),
  });
}

function resumed(log: CheckedLog): Finding {
  const { clock } = log;
  const first = clock.backs.first ?? nowhere;
  const name = clockName(log);
  const more = clock.backs.count > 1 ? t(", the first of {0} such places", grouped(clock.backs.count)) : "";
  const repeat = counted(clock.repeated, ["{0} record repeats", "{0} records repeat"]);
  return finding(log, "information", {
    row: first.row,
    count: clock.backs.count,
    message: t(
      first.toStart
        ? "{0} goes back from {1} to {2} at line {3}{4}: the run was started again, and {5} what was logged before. The last record of a step counts in the analysis; nothing has to be done."
        : "{0} goes back from {1} to {2} at line {3}{4}: the run was resumed from a checkpoint, and {5} what was logged before. The last record of a step counts in the analysis; nothing has to be done.",
      ...[name, measured(first.from), measured(first.to), grouped(log.table.lineOf(first.row)), more, repeat],
    ),
    related: resumePlaces(log, first),
  });
}

function doubled(log: CheckedLog): Finding {
  const { clock } = log;
  const first = clock.doubles.first ?? nowhere;
  const name = log.contract.names.step;
  const severity = clock.doubles.count > habitualShare * clock.batches ? "warning" : "information";
  return finding(log, severity, {
    row: first.row,
    count: clock.doubles.count,
    message: counted(
      clock.doubles.count,
      [
        "{1} {2} is logged again at line {3} ({0} batch with the step of the one before). Only the last record of a step counts in the analysis: log from one process, and one record for each optimizer step.",
        "{1} {2} is logged again at line {3} ({0} batches with the step of the one before). Only the last record of a step counts in the analysis: log from one process, and one record for each optimizer step.",
      ],
      ...[name, measured(first.to), grouped(log.table.lineOf(first.row))],
    ),
  });
}

interface Place {
  readonly row: number;
  readonly count: number;
  readonly message: string;
  readonly related?: readonly RelatedPlace[];
}

function finding(log: CheckedLog, severity: Severity, { row, count, message, related = [] }: Place): Finding {
  const line = log.table.lineOf(row);
  const found: Finding = {
    code: "steps-repeated",
    severity,
    metric: clockName(log),
    line,
    column: null,
    count,
    message,
  };
  return related.length === 0 ? found : { ...found, related };
}

/** Where the run had come to when it was resumed, and where the records begin that were then logged again. */
function resumePlaces({ table, clock, contract }: CheckedLog, { row, from, to }: StepBack): readonly RelatedPlace[] {
  const name = clock.stepSeen ? contract.names.step : contract.names.epoch;
  const column = table.column(name);
  const end = column === undefined ? 0 : lowerBound(column.rows, row);
  if (column === undefined || end === 0) {
    return [];
  }
  const first = lowerBound(column.values, to, end);
  const lineAt = (index: number): number => table.lineOf(column.rows[index] ?? 0);
  return [
    ...(first < end ? [{ line: lineAt(first), message: t("the first record that is logged again later") }] : []),
    { line: lineAt(end - 1), message: t("the last record before it, {0} {1}", name, measured(from)) },
  ];
}
