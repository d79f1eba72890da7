import type { CurveAsk, RunCurve } from "../../src/sweep/curves/runCurve.ts";

/** Points that all lines of a chart have between them, at the most, and that one has at the least and the most. */
const pointsOfAll = 80_000;
const [fewest, most] = [60, 400];

/** How a page asks for curves. */
export type AskCurves = (ask: number, logs: readonly string[], what: CurveAsk) => void;

/**
 * The curves of the runs that are drawn. What was drawn stays until what is asked for has come, so that a zoom shows the old
 * lines a moment longer instead of none.
 */
export class CurveStore {
  readonly curves = new Map<string, readonly RunCurve[]>();
  readonly #ask: AskCurves;
  #number = 0;
  #asked = "";
  #what: CurveAsk | null = null;
  readonly #waiting = new Set<string>();

  constructor(ask: AskCurves) {
    this.#ask = ask;
  }

  /** Runs whose curves have not come yet. */
  get waiting(): number {
    return this.#waiting.size;
  }

  /** From now on these runs are drawn so; asks for what is new in that. */
  want(logs: readonly string[], what: Omit<CurveAsk, "points">): void {
    const points = Math.round(Math.min(most, Math.max(fewest, pointsOfAll / Math.max(1, logs.length))));
    const whole = { ...what, points };
    const key = JSON.stringify(whole);
    const isOther = key !== this.#asked;
    const wanted = new Set(logs);
    [...this.curves.keys()].filter((log) => !wanted.has(log)).forEach((log) => this.curves.delete(log));
    const missing = isOther ? logs : logs.filter((log) => !this.curves.has(log) && !this.#waiting.has(log));
    const isLess = [...this.#waiting].some((log) => !wanted.has(log));
    if (missing.length === 0 && !isLess) {
      return;
    }
    if (isOther || isLess) {
      this.#number += 1;
      this.#waiting.clear();
      logs.filter((log) => isOther || !this.curves.has(log)).forEach((log) => this.#waiting.add(log));
    } else {
      missing.forEach((log) => this.#waiting.add(log));
    }
    [this.#asked, this.#what] = [key, whole];
    this.#ask(this.#number, isOther || isLess ? [...this.#waiting] : missing, whole);
  }

  /** A run has changed: its curves are asked for again, where they are drawn. */
  changed(logs: readonly string[]): void {
    const drawn = logs.filter((log) => this.curves.has(log));
    if (drawn.length > 0 && this.#what !== null) {
      this.#ask(this.#number, drawn, this.#what);
    }
  }

  /** Takes what came; false for an answer to what is not wanted any more. */
  take(ask: number, log: string, curves: readonly RunCurve[]): boolean {
    if (ask !== this.#number) {
      return false;
    }
    this.#waiting.delete(log);
    this.curves.set(log, curves);
    return true;
  }
}
