import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  checkSummary,
  stateSentence,
  wasFixed,
  runDescription,
  shortNames,
  statusBarText,
  type Formats,
} from "../../../../src/editor/runs/runText.ts";
import type { RunStatus } from "../../../../src/protocol/worker.ts";

const formats: Formats = {
  number: (value) => value.toLocaleString("en-US"),
  time: () => "12:01:05",
  moment: () => "noon",
};

const status: RunStatus = {
  log: "metrics.jsonl",
  records: 19640,
  clock: "epoch",
  last: 12.5,
  losses: { lastTrain: null, bestVal: null },
  findings: [],
  lastRead: 1,
  progress: null,
  csvPath: "metrics.csv",
  gone: false,
  life: { state: "ended", over: true },
  lastGrowth: 1,
};

describe("runDescription", () => {
  it("says where the run is, how much it logged, what is wrong and when it was read", () => {
    expect(runDescription(status, formats)).toBe("epoch 12.5 · no findings · 19,640 records · ended · read 12:01:05");
  });

  it("names no position where only records count", () => {
    const text = runDescription({ ...status, clock: "record", last: 1, records: 1 }, formats);
    expect(text).toBe("no findings · 1 record · ended · read 12:01:05");
  });

  it("says first of a run that goes on that it does, or that it has stalled", () => {
    const rest = " · epoch 12.5 · no findings · 19,640 records · read 12:01:05";
    expect(runDescription({ ...status, life: { state: "live", over: false } }, formats)).toBe(`live${rest}`);
    expect(runDescription({ ...status, life: { state: "stalled", over: false } }, formats)).toBe(`stalled${rest}`);
  });

  it("says that a log is being read, and how far", () => {
    expect(runDescription(null, formats)).toBe("reading…");
    expect(runDescription({ ...status, lastRead: null }, formats)).toBe("reading…");
    expect(runDescription({ ...status, progress: 0.428 }, formats)).toBe("reading… 42%");
  });

  it("says that a log was deleted", () => {
    expect(runDescription({ ...status, gone: true }, formats)).toBe("the log was deleted");
  });
});

describe("wasFixed", () => {
  const finding = {
    code: "missing-metric",
    severity: "warning",
    metric: "lr",
    line: null,
    column: null,
    count: 1,
  } as const;
  const facts = { kind: "role", role: "learningRate", during: { amount: 9, unit: "record" }, alias: null } as const;
  const broken: RunStatus = { ...status, findings: [{ ...finding, facts }] };

  it("is a run that has lost a finding, whatever else has come", () => {
    const other: RunStatus = { ...status, findings: [{ ...finding, facts, metric: "wd" }] };
    expect(wasFixed(broken, status)).toBe(true);
    expect(wasFixed(broken, other)).toBe(true);
  });

  it("is no run whose finding counts on, whose log was deleted or read again, or that nothing was said of before", () => {
    const counting: RunStatus = {
      ...status,
      findings: [{ ...finding, facts: { ...facts, during: { amount: 10, unit: "record" } }, count: 2 }],
    };
    expect(wasFixed(broken, counting)).toBe(false);
    expect(wasFixed(broken, { ...status, gone: true })).toBe(false);
    expect(wasFixed(broken, { ...status, progress: 0.5 })).toBe(false);
    expect(wasFixed(broken, null)).toBe(false);
    expect(wasFixed(null, status)).toBe(false);
  });
});

describe("stateSentence", () => {
  it("says what a state means, and since when", () => {
    const states = ["live", "stalled", "stopped", "ended", "diverged", "nan"] as const;
    const sentences = [...states.map((state) => ({ state, over: false })), null].map((life) =>
      stateSentence({ ...status, life }, formats),
    );
    expect(sentences).toEqual([
      "Live: the log last grew at noon.",
      "Stalled: the log has not grown since noon, more than three times its usual interval.",
      "Incomplete: the log has not grown since noon, but the run was planned to be longer.",
      "Ended: the log has not grown since noon.",
      "Diverged: the training loss rose and did not come back down. The log last grew at noon.",
      "NaN: the training loss is no longer a finite number. The log last grew at noon.",
      "",
    ]);
  });
});

describe("statusBarText", () => {
  it("counts runs and, where there are any, findings", () => {
    expect(statusBarText([status, null])).toEqual({
      text: "$(graph-line) 2 runs",
      tooltip: "Slopewise follows 2 runs: no findings",
    });
  });

  it("says how many runs live and how many have stalled", () => {
    const statuses = (["live", "stalled", "live", "ended"] as const).map((state) => ({
      ...status,
      life: { state, over: state === "ended" },
    }));
    expect(statusBarText(statuses).tooltip).toBe("Slopewise follows 4 runs: 2 live, 1 stalled, no findings");
  });

  it("counts no hints, as the Problems panel does", () => {
    const place = { metric: null, line: null, column: null, count: 1 };
    const facts = { csv: "metrics.csv", trusted: true };
    const hinted: RunStatus = { ...status, findings: [{ ...place, code: "csv-missing", severity: "hint", facts }] };
    expect(statusBarText([hinted]).tooltip).toContain("no findings");
    expect(runDescription(hinted, formats)).toContain("no findings");
  });

  it("marks findings", () => {
    const place = { metric: null, line: 1, column: 1, count: 1 };
    const facts = { reason: "this is no record", everyLine: false };
    const broken: RunStatus = { ...status, findings: [{ ...place, code: "bad-line", severity: "error", facts }] };
    expect(statusBarText([broken]).text).toBe("$(graph-line) 1 run $(warning) 1");
    const told: RunStatus = { ...status, findings: [{ ...place, code: "bad-line", severity: "information", facts }] };
    expect(statusBarText([told]).text).toBe("$(graph-line) 1 run $(info) 1");
    expect(statusBarText([told, broken]).text).toBe("$(graph-line) 2 runs $(warning) 2");
  });
});

describe("checkSummary", () => {
  it("counts runs, findings and the runs that have any, hints left out", () => {
    const facts = { csv: "metrics.csv", trusted: true };
    const finding = { code: "csv-missing", metric: null, line: null, column: null, count: 1, facts } as const;
    const faulty = { ...status, findings: [{ ...finding, severity: "warning" as const }] };
    const hinted = { ...status, findings: [{ ...finding, severity: "hint" as const }] };
    expect(checkSummary([faulty, hinted, faulty, null])).toBe("4 runs were checked: 2 findings in 2 runs.");
    expect(checkSummary([hinted])).toBe("1 run was checked: no findings.");
  });
});

describe("shortNames", () => {
  it("names runs by their folder, and by as much of the path as tells them apart", () => {
    const names = shortNames(["cifar/resnet20", "sweep/a/seed-1", "sweep/b/seed-1", "seed-1"]);
    expect([...names]).toEqual([
      ["cifar/resnet20", "resnet20"],
      ["seed-1", "seed-1"],
      ["sweep/a/seed-1", "a/seed-1"],
      ["sweep/b/seed-1", "b/seed-1"],
    ]);
  });

  it("never gives two runs one name", () => {
    const part = fc.constantFrom("a", "b", "c");
    fc.assert(
      fc.property(fc.uniqueArray(fc.array(part, { minLength: 1, maxLength: 4 }).map((p) => p.join("/"))), (paths) => {
        const names = shortNames(paths);
        expect(new Set(names.values()).size).toBe(paths.length);
        paths.forEach((path) => expect(`/${path}`.endsWith(`/${names.get(path) ?? "?"}`)).toBe(true));
      }),
    );
  });
});
