import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { out } from "../../scripts/host/places.ts";

/** How many tests of a suite ended how. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export const none: Counts = { passed: 0, failed: 0, skipped: 0 };

/** A step that has no tests of its own, or a suite that ended before it could count them, and failed. */
export const oneFailure: Counts = { passed: 0, failed: 1, skipped: 0 };

export function add(a: Counts, b: Counts): Counts {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}

export function inWords(counts: Counts): string {
  return `${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`;
}

/** Where a suite leaves its counts for the script that started it. */
export function countsFile(suite: string): string {
  return join(out, `${suite}.counts.json`);
}

/** What runMocha or vitest's JSON reporter wrote into a file, or null where the suite did not get to that. */
export async function readResults(file: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch {
    return null;
  }
  return JSON.parse(text) as unknown;
}

/** The counts in the results of a suite; all 0 where it has none. */
export function countsIn(value: unknown): Counts {
  const number = (name: string): number => {
    const entry: unknown = typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
    return typeof entry === "number" ? entry : 0;
  };
  return {
    passed: number("passed") + number("numPassedTests"),
    failed: number("failed") + number("numFailedTests"),
    skipped: number("skipped") + number("numPendingTests") + number("numTodoTests"),
  };
}
