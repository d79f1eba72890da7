import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { LogEnds } from "../../../../src/log/files/logEnds.ts";
import {
  afterFailure,
  afterRead,
  endsOf,
  isUntouched,
  statOf,
  type FollowState,
} from "../../../../src/log/follow/followState.ts";

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "slopewise-state-"));
  path = join(folder, "metrics.jsonl");
  writeFileSync(path, '{"loss":1}\n');
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

const statNow = () => statSync(path, { bigint: true });

it("keeps what was read when a look fails, and no longer says that the log was seen", () => {
  const ends = new LogEnds(statNow());
  const failed = afterFailure(afterRead(ends, statNow()));
  expect(failed).toEqual({ kind: "unseen", ends });
  expect(endsOf(failed)).toBe(ends);
  expect(statOf(failed)).toBeNull();
  expect(isUntouched(failed, statNow())).toBe(false);
  expect(afterFailure(failed)).toBe(failed);
});

it("knows no ends of a log that was never read, or half read, whatever fails then", () => {
  for (const state of [{ kind: "unread", recalled: null }, { kind: "torn" }] satisfies FollowState[]) {
    expect(endsOf(state)).toBeNull();
    expect(statOf(state)).toBeNull();
    expect(isUntouched(state, statNow())).toBe(false);
    expect(afterFailure(state)).toBe(state);
  }
});

it("sees by its status whether a log was written to", () => {
  const seen = afterRead(new LogEnds(statNow()), statNow());
  expect(isUntouched(seen, statNow())).toBe(true);
  writeFileSync(path, '{"loss":1}\n{"loss":2}\n');
  expect(isUntouched(seen, statNow())).toBe(false);
});
