import { describe, expect, it } from "vitest";
import type { PanelState } from "../../../../src/protocol/panel.ts";
import { logFacts, sizeText } from "../../../../webview/sections/logFacts.ts";

const now = new Date(2030, 4, 17, 12).getTime();
const state = {
  review: { records: 1200 },
  plot: { clock: "epoch", loss: { t: Float64Array.from([0.5, 12.25, NaN]) } },
  facts: { bytes: 1_234_567, recordsPerMinute: 341.7, planned: 90, expectedEnd: now + 3_600_000 },
  lastRead: null,
  life: { state: "live", over: false, lastGrowth: now },
} as unknown as PanelState;

describe("logFacts", () => {
  it("say how far a live run is, how fast it goes and when it ends", () => {
    const facts = [
      "1,200 records",
      "1.23 MB",
      "epoch 12.3 of 90",
      "340 records per minute",
      "expected to end around 1:00 PM",
    ];
    expect(logFacts(state, now).map((text) => text.replace(/\s/g, " "))).toEqual(facts);
  });

  it("say nothing of the pace of a run that does not go on, nor of what is not known", () => {
    const ended = { ...state, life: { state: "ended", over: true, lastGrowth: now } } as PanelState;
    expect(logFacts(ended, now)).toEqual(["1,200 records", "1.23 MB", "epoch 12.3 of 90"]);
    const bare = { bytes: 1, recordsPerMinute: null, planned: null, expectedEnd: null };
    expect(logFacts({ ...state, facts: bare }, now)).toEqual(["1,200 records", "1 byte"]);
    expect(logFacts({ ...state, facts: null }, now)).toEqual(["1,200 records"]);
  });

  it("says which of several logs of the run is read", () => {
    const facts = (also: readonly string[]): string[] =>
      logFacts({ ...state, facts: null, sources: { file: "results.csv", also } }, now);
    expect(facts(["events.1"])).toContain("from results.csv, also logged in events.1");
    expect(facts(["events.1", "events.2", "x"])).toContain("from results.csv, also logged in events.1 and 2 more");
  });

  it("name the day of an end that is not today, and count a slow run by the hour", () => {
    const facts = { bytes: 0, recordsPerMinute: 0.2, planned: null, expectedEnd: now + 86_400_000 };
    const [, , pace, end] = logFacts({ ...state, facts }, now);
    expect(pace).toBe("12 records per hour");
    expect(end).toMatch(/May 18, 2030/);
  });
});

describe("sizeText", () => {
  it.each([
    [0, "0 bytes"],
    [999, "999 bytes"],
    [1000, "1 kB"],
    [500_000_000, "500 MB"],
    [2.5e12, "2.5 TB"],
  ])("writes %s as %s", (bytes, text) => {
    expect(sizeText(bytes)).toBe(text);
  });
});
