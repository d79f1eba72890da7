import { unitsTolerance } from "../../contract/measure/unitsError.ts";
import type { SweepRow } from "../table/sweepRow.ts";

/** Whether the loss in bits is that in nats, over ln 2, in every run that logs both. */
export interface UnitsAgreement {
  /** Relative deviation up to which both agree; the rounding of what was written is not counted. */
  readonly tolerance: number;
  /** Runs that log both. */
  readonly n: number;
  readonly missing: number;
  readonly agree: number;
  /** The largest |bits ln 2 / nats - 1|, and its run; null where no run logs both. */
  readonly largest: number | null;
  readonly run: string | null;
  /** The runs whose units disagree, the worst first, a few at most. */
  readonly disagree: readonly string[];
}

const mostNamed = 20;

/** Nats against bits. Diverged runs count: a unit is right or wrong whatever the loss does. */
export function unitsAgreement(rows: readonly SweepRow[]): UnitsAgreement {
  const used = rows
    .flatMap((row) => {
      const error = row.doubts.get("units_error");
      return error === undefined ? [] : [{ run: row.run, error }];
    })
    .sort((one, other) => other.error - one.error);
  const wrong = used.filter(({ error }) => error > unitsTolerance);
  return {
    tolerance: unitsTolerance,
    n: used.length,
    missing: rows.length - used.length,
    agree: used.length - wrong.length,
    largest: used[0]?.error ?? null,
    run: used[0]?.run ?? null,
    disagree: wrong.slice(0, mostNamed).map(({ run }) => run),
  };
}
