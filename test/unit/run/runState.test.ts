import { describe, expect, it } from "vitest";
import type { RunOutcome } from "../../../src/contract/measure/runOutcome.ts";
import type { Activity } from "../../../src/run/activity.ts";
import type { PlannedLength } from "../../../src/contract/measure/folderFacts.ts";
import { findsTheSame, runLife, runStates, sameLife, stateName, type RunLife } from "../../../src/run/runState.ts";

const nothing: PlannedLength = { epochs: null, steps: null };
const reached: RunOutcome = { lost: null, epochs: 10, steps: 1000 };

const place = { file: "config.json", key: "epochs", line: 1 };

function steps(count: number): Pick<PlannedLength, "steps"> {
  return { steps: { ...place, count } };
}

function epochs(count: number): PlannedLength {
  return { ...nothing, epochs: { ...place, count } };
}

function life(activity: Activity, planned: PlannedLength | null, outcome = reached): RunLife {
  return runLife(activity, { outcome, planned });
}

describe("the state of a run", () => {
  it("is live while its log grows, wherever it is", () => {
    for (const planned of [null, nothing, epochs(5), epochs(90)]) {
      expect(life("live", planned)).toEqual({ state: "live", over: false });
    }
  });

  it("is stalled, unless it has come as far as was planned: then it is ended", () => {
    for (const planned of [null, nothing, epochs(90), { ...nothing, ...steps(2000) }]) {
      expect(life("stalled", planned)).toEqual({ state: "stalled", over: false });
    }
    for (const planned of [epochs(10), { ...nothing, ...steps(1000) }, { ...epochs(90), ...steps(1000) }]) {
      expect(life("stalled", planned)).toEqual({ state: "ended", over: true });
    }
  });

  it("is stopped where it is over before that, and ended where nothing was planned, or nothing tells how far it came", () => {
    expect(life("over", epochs(90))).toEqual({ state: "stopped", over: true });
    expect(life("over", { ...nothing, ...steps(2000) })).toEqual({ state: "stopped", over: true });
    for (const planned of [null, nothing, epochs(10)]) {
      expect(life("over", planned)).toEqual({ state: "ended", over: true });
    }
    expect(life("over", epochs(90), { ...reached, epochs: null })).toEqual({ state: "ended", over: true });
  });

  it("is diverged or NaN where the loss is lost, and over as it would be otherwise", () => {
    for (const lost of ["diverged", "nan"] as const) {
      expect(life("live", null, { ...reached, lost })).toEqual({ state: lost, over: false });
      expect(life("stalled", epochs(10), { ...reached, lost })).toEqual({ state: lost, over: true });
      expect(life("over", epochs(90), { ...reached, lost })).toEqual({ state: lost, over: true });
    }
  });

  it("has a name of its own", () => {
    expect(new Set(runStates.map(stateName)).size).toBe(runStates.length);
  });
});

describe("two moments of a run", () => {
  const live = { state: "live", over: false } as const;
  const stalled = { state: "stalled", over: false } as const;
  const ended = { state: "ended", over: true } as const;
  const stopped = { state: "stopped", over: true } as const;

  it("show the same where state and end are the same", () => {
    expect([sameLife(live, live), sameLife(null, null)]).toEqual([true, true]);
    expect([sameLife(live, stalled), sameLife(live, null)]).toEqual([false, false]);
  });

  it("find the same as long as the run goes on, and as it ended", () => {
    expect([findsTheSame(live, stalled), findsTheSame(ended, ended), findsTheSame(null, null)]).toEqual([
      true,
      true,
      true,
    ]);
    expect([findsTheSame(live, ended), findsTheSame(ended, stopped), findsTheSame(null, live)]).toEqual([
      false,
      false,
      false,
    ]);
  });
});
