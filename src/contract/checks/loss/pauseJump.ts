import type { Column } from "../../../log/columns/columns.ts";
import { median } from "../../../numerics/stats/quantile.ts";
import type { CheckedLog } from "../../measure/checkedLog.ts";
import { LossGaps } from "../../measure/lossGaps.ts";
import type { Finding } from "../../model/finding.ts";
import { jumpAround } from "./levelJump.ts";

/** Seconds from one loss to the next, at the record of the later one. */
interface Gap {
  readonly row: number;
  readonly seconds: number;
}

/** Fewer gaps do not show what is usual. */
const fewestGaps = 20;
/** So many, spread over the run, do. */
const mostSampled = 1024;
/** A pause is so many times as long as usual, and no shorter than so many seconds. */
const leastTimes = 20;
const leastSeconds = 60;
/**
 * Pauses that come again and again may be validations, with which the learning rate may drop: a loss that is lower after
 * one says something only where the pause is so many times as long as the others.
 */
const leastOfPauses = 3;

/**
 * A jump of the loss where a run paused and went on with the next step, as one that was resumed from its last record
 * does; a resume that repeats steps is `steps-repeated`. The strongest of all is told.
 */
export function checkPauseJump(log: CheckedLog): Finding[] {
  const { table, contract, clock, longestGap } = log;
  const metric = contract.names.trainLoss;
  const losses = table.column(metric);
  const times = table.column(contract.names.time);
  // Most runs never pause, and a run that grows is checked again and again.
  if (losses === undefined || times === undefined || longestGap < leastSeconds) {
    return [];
  }
  const restarts = new Set(clock.restarts);
  const pauses = pausesOf(gapsOf(losses, times));
  const jumps = pauses.flatMap((pause) => {
    const { row, seconds } = pause;
    const jump = restarts.has(row) ? null : jumpAround(losses, row);
    return jump === null || (jump.ratio < 1 && !isAlone(pause, pauses))
      ? []
      : [{ row, seconds, jump, size: Math.abs(Math.log(jump.ratio)) }];
  });
  const [worst] = jumps.sort((one, other) => other.size - one.size);
  if (worst === undefined) {
    return [];
  }
  const { ratio, pairs } = worst.jump;
  return [
    {
      code: "level-jump",
      severity: "warning",
      metric,
      line: table.lineOf(worst.row),
      column: null,
      count: jumps.length,
      facts: { ratio, values: pairs, pause: worst.seconds },
    },
  ];
}

/** The times between losses whose records say the time. */
function gapsOf(losses: Column, times: Column): readonly Gap[] {
  const gaps: Gap[] = [];
  new LossGaps().read(losses, times, (row, seconds) => gaps.push({ row, seconds }));
  return gaps;
}

function pausesOf(gaps: readonly Gap[]): readonly Gap[] {
  if (gaps.length < fewestGaps) {
    return [];
  }
  const every = Math.ceil(gaps.length / mostSampled);
  const sample = gaps.filter((_, index) => index % every === 0);
  const usual = median(Float64Array.from(sample, ({ seconds }) => seconds));
  return gaps.filter(({ seconds }) => seconds >= Math.max(leastSeconds, leastTimes * usual));
}

function isAlone(pause: Gap, pauses: readonly Gap[]): boolean {
  const others = pauses.filter((other) => other !== pause).map(({ seconds }) => seconds);
  return others.length === 0 || pause.seconds >= leastOfPauses * median(Float64Array.from(others));
}
