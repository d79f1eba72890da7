import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Cell } from "../../../src/sweep/filter/expression.ts";
import { completionsAt, readFilter } from "../../../src/sweep/filter/filter.ts";

const columns = new Set(["lr", "state", "config.wd", "best val", "amp", "run", "note"]);
const row: Readonly<Record<string, Cell>> = {
  lr: 0.01,
  state: "ended",
  "config.wd": 1e-4,
  "best val": 1.25,
  amp: true,
  run: "vit/seed-3",
  note: null,
};

/** The expressions that the page on the table of runs shows. */
function documented(): readonly string[] {
  const page = readFileSync(join(import.meta.dirname, "../../../media/docs/runs.md"), "utf8");
  const lines = page.split("\n").filter((line) => line.startsWith("| `"));
  const cells = lines.map((line) => line.replaceAll("\\|", "\u0000").split("|")[1] ?? "");
  return cells.flatMap((cell) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, text = ""]) => text.replaceAll("\u0000", "|")),
  );
}

function passes(text: string): boolean {
  const filter = readFilter(text, columns);
  if (!filter.ok) {
    throw new Error(`${filter.message} (${filter.at})`);
  }
  const texts = [Object.values(row).join(" ").toLowerCase()];
  return filter.over({ cells: (name) => [row[name] ?? null], texts })(0);
}

describe("an expression", () => {
  it("reads every expression that its page shows", () => {
    const known = new Set([...columns, "arch", "tags", "best_val"]);
    expect(documented()).toHaveLength(4);
    expect(documented().filter((text) => !readFilter(text, known).ok)).toEqual([]);
  });

  it.each([
    ['lr > 0.001 && state == "ended"', true],
    ["lr > 0.01", false],
    ["lr >= 1e-2", true],
    ["config.wd = 0.0001", true],
    ["`best val` < 2 and not (lr > 1)", true],
    ["state != ended2 || lr == 3", null],
    ["run ~ 'SEED-3'", true],
    ["run !~ seed", null],
    ['state in ("live", "ended")', true],
    ["lr in (1, 2)", false],
    ["amp == true", true],
    ["!(amp == true)", false],
    ["note == null", true],
    ["note < 3", false],
    ["note != 3", true],
    ["lr == '0.01'", true],
    ["lr > 5 || lr < 1 && state == 'ended'", true],
  ] as const)("%s", (text, expected) => {
    if (expected === null) {
      expect(readFilter(text, columns).ok).toBe(false);
    } else {
      expect(passes(text)).toBe(expected);
    }
  });
});

describe("plain words", () => {
  it.each([
    ["vit seed-3", true],
    ["VIT", true],
    ["resnet", false],
    ["", true],
  ])("%j are all looked for", (text, expected) => {
    expect(passes(text)).toBe(expected);
  });
});

describe("a filter that cannot be understood", () => {
  it.each([
    ["lr >", 4, /value is missing/],
    ["lr > 1 state == 2", 7, /operator/],
    ['state == "open', 9, /not closed/],
    ["> 3", 0, /value is missing/],
    ["(lr > 1", 7, /Missing \)/],
    ["LR > 1", 0, /Did you mean "lr"/],
    ["lr == 1 && xyz == 2", 11, /no column "xyz"/],
    ["lr > #", 5, /Unexpected/],
  ] as const)("%j says where and why", (text, at, message) => {
    const filter = readFilter(text, columns);
    expect(filter).toMatchObject({ ok: false, at });
    expect(filter.ok ? "" : filter.message).toMatch(message);
  });

  it("never throws, whatever is typed", () => {
    const typed = fc.oneof(
      fc.string({ unit: "binary", maxLength: 60 }),
      fc
        .array(fc.constantFrom("lr", "(", ")", "!", "&&", "==", "<", "'a'", "1e5", "`best val`", "in", ",", " "), {
          maxLength: 120,
        })
        .map((parts) => parts.join("")),
    );
    fc.assert(
      fc.property(typed, (text) => {
        const filter = readFilter(text, columns);
        expect(
          filter.ok ? filter.over({ cells: (name) => [row[name] ?? null], texts: [""] })(0) : filter.message,
        ).toBeDefined();
      }),
      { numRuns: 2_000 },
    );
  });

  it("is refused where it is nested without end", () => {
    expect(readFilter(`${"(".repeat(10_000)}lr==1`, columns).ok).toBe(false);
    expect(readFilter(`${"!".repeat(10_000)}(lr==1)`, columns).ok).toBe(false);
  });
});

describe("completions", () => {
  it("go on from the word before the caret", () => {
    expect(completionsAt("lr > 1 && sta", 13, [...columns])).toEqual({ from: 10, names: ["state"] });
    expect(completionsAt("wd", 2, [...columns])).toEqual({ from: 0, names: ["config.wd"] });
    expect(completionsAt("val", 3, [...columns])).toEqual({ from: 0, names: ["`best val`"] });
    expect(completionsAt("lr > ", 5, [...columns]).names).toEqual([]);
  });
});
