import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parquetBytes } from "../../../../src/log/parquet/parquetBytes.ts";
import { readParquet } from "../../../../src/log/parquet/readParquet.ts";
import { alignedPart, withSettingColumns } from "../../../../src/sweep/parts/alignPart.ts";
import { mergeParts, PartsError, type SweepPart } from "../../../../src/sweep/parts/mergeParts.ts";
import type { PartNotes } from "../../../../src/sweep/parts/partNotes.ts";
import { runColumns, settingColumns } from "../../../../src/sweep/table/runColumns.ts";
import { columnsCsv, runsCsv } from "../../../../src/sweep/table/runsCsv.ts";
import { runsParquet } from "../../../../src/sweep/table/runsParquet.ts";
import type { SweepRun } from "../../../../src/sweep/table/sweepRun.ts";
import { sweepSettingsOf, type SweepSettings } from "../../../../src/sweep/table/sweepSettings.ts";
import { sweepRun } from "../runsOf.ts";

/** A run of a sweep, what its contract says of the sweep, and the part that it is cut into. */
interface Placed {
  readonly run: SweepRun;
  readonly settings: SweepSettings;
  readonly part: number;
}

const value = fc.oneof(fc.double(), fc.boolean(), fc.string({ unit: "grapheme", maxLength: 5 }));
const settingsOf = fc
  .array(fc.tuple(fc.constantFrom("lr", "wd", "opt.name", "seed", "a,b", "Ünïcode"), value), { maxLength: 6 })
  .map((pairs) => new Map(pairs));
const analysis = fc.record({
  straightness: fc.constantFrom(0.98, 0.9),
  replicate: fc.option(fc.array(fc.constantFrom("seed", "fold"), { maxLength: 2 })),
});
const placed = fc
  .record({
    settings: settingsOf,
    analysis,
    part: fc.nat({ max: 3 }),
    bestVal: fc.option(fc.double()),
    note: fc.string({ unit: "grapheme", maxLength: 5 }),
  })
  .map(({ settings, analysis: said, part, bestVal, note }): Placed => {
    const base = sweepRun({ settings, note });
    return { run: { ...base, measures: { ...base.measures, bestVal } }, settings: said, part };
  });
const sweepOf = fc
  .array(placed, { minLength: 1, maxLength: 20 })
  .map((runs) => runs.map((one, at) => ({ ...one, run: { ...one.run, run: `run ${at}`, log: `${at}/m.jsonl` } })));

function notesOf(mine: readonly (Placed & { readonly place: number })[], given: Partial<PartNotes>): PartNotes {
  return {
    ...{ version: "1.0.0", part: 0, of: 4, key: "k", options: "", total: 0, unusable: 0, broken: [] },
    logs: mine.map(({ run, place }) => ({ place, label: run.log, root: 0 })),
    roots: ["../runs"],
    rows: mine.map((_, at) => at),
    curveEnds: mine.map(() => 0),
    settings: mine.map(({ settings }) => settings),
    settingsOf: mine.map((_, at) => at),
    ...given,
  };
}

/** The parts of a sweep as files have them, last part first. */
async function partsOf(runs: readonly Placed[], given: Partial<PartNotes> = {}): Promise<readonly SweepPart[]> {
  const parts = [3, 2, 1, 0].map(async (part) => {
    const mine = runs.map((one, place) => ({ ...one, place })).filter((one) => one.part === part);
    const bytes = runsParquet(
      mine.map(({ run }) => run),
      {},
    );
    const { columns } = await readParquet(bytes);
    const notes = notesOf(mine, { part, total: runs.length, ...given });
    return {
      file: `part-${part}`,
      notes: withSettingColumns(
        notes,
        mine.map(({ run }) => run),
      ),
      columns,
    };
  });
  return Promise.all(parts);
}

async function fourRuns(): Promise<readonly SweepPart[]> {
  const settings = { straightness: 0.98, replicate: null };
  return partsOf([0, 1, 2, 3].map((part) => ({ run: sweepRun({ log: `${part}/m.jsonl` }), settings, part })));
}

function changed(parts: readonly SweepPart[], at: number, notes: Partial<PartNotes>): readonly SweepPart[] {
  return parts.map((part, i) => (i === at ? { ...part, notes: { ...part.notes, ...notes } } : part));
}

describe("parts that are merged", () => {
  it("are the sweep made at once, for any runs and any cut", async () => {
    await fc.assert(
      fc.asyncProperty(sweepOf, async (runs) => {
        const merged = mergeParts(await partsOf(runs));
        const whole = runs.map(({ run }) => run);
        expect(columnsCsv(merged.columns)).toBe(runsCsv(whole));
        expect(merged.columns.map(({ name, kind }) => ({ name, kind }))).toEqual(
          runColumns(settingColumns(whole)).map(({ name, kind }) => ({ name, kind })),
        );
        expect(merged.settings).toEqual(sweepSettingsOf(runs.map(({ settings }) => settings)));
        expect(merged.missing).toEqual([]);
      }),
    );
  });

  it("are the sweep made at once where each run has settings of its own, and again with the columns of the whole", async () => {
    const manySettings = fc
      .tuple(settingsOf, fc.array(fc.tuple(fc.nat({ max: 300 }), value), { maxLength: 30 }))
      .map(([few, own]) => new Map([...own.map(([key, one]) => [`own ${key}`, one] as const), ...few]));
    const runsOf = fc.array(fc.tuple(manySettings, fc.nat({ max: 3 })), { minLength: 21, maxLength: 60 });
    const said = { straightness: 0.98, replicate: null };
    await fc.assert(
      fc.asyncProperty(runsOf, async (given) => {
        const runs = given.map(([settings, part], at) => ({
          ...{ part, settings: said },
          run: sweepRun({ settings, run: `run ${at}`, log: `${at}/m.jsonl` }),
        }));
        const parts = await partsOf(runs);
        const whole = mergeParts(parts);
        expect(columnsCsv(whole.columns)).toBe(runsCsv(runs.map(({ run }) => run)));
        const aligned = parts.map((part) => alignedPart(part, whole) ?? part);
        expect(aligned.map(({ columns }) => columns.map(({ name }) => name))).toEqual(
          aligned.map(() => whole.columns.map(({ name }) => name)),
        );
        expect(mergeParts(aligned).columns).toEqual(whole.columns);
        expect(aligned.map((part) => alignedPart(part, whole))).toEqual(aligned.map(() => null));
      }),
      { numRuns: 12 },
    );
  });

  it("are the same once their tables have the columns of the whole", async () => {
    await fc.assert(
      fc.asyncProperty(sweepOf, async (runs) => {
        const parts = await partsOf(runs);
        const { columns } = mergeParts(parts);
        const aligned = await Promise.all(
          parts.map(async (part) => {
            const rows = part.notes.logs.map(({ place }) => place);
            const cells = columns.map((column) => ({ ...column, cells: rows.map((row) => column.cells[row] ?? null) }));
            return { ...part, columns: (await readParquet(parquetBytes(cells as typeof columns, {}))).columns };
          }),
        );
        expect(columnsCsv(mergeParts(aligned).columns)).toBe(columnsCsv(columns));
      }),
    );
  });

  it("say which of them are missing, and how many runs no part holds", async () => {
    const parts = await fourRuns();
    expect(mergeParts(parts.filter(({ notes }) => notes.part !== 1)).missing).toEqual([
      "Parts are missing, and so are their runs: 2 of 4.",
    ]);
    expect(mergeParts(changed(parts, 2, { total: 6 })).missing).toEqual([
      "2 runs are in no part: the logs changed while the parts were made. Make the parts again.",
    ]);
  });

  it("count what could not be used, a file that several parts need once", async () => {
    const parts = changed(changed(await fourRuns(), 0, { unusable: 2, broken: ["r.json"] }), 1, { broken: ["r.json"] });
    expect(mergeParts(parts).unusable).toBe(3);
  });

  it.each<[what: string, notes: Partial<PartNotes>, message: RegExp]>([
    ["versions", { version: "2.0.0" }, /part-3 was made by Slopewise 1\.0\.0, part-1 by 2\.0\.0/],
    ["cuts", { of: 5 }, /part-3 is one of 4 parts, but part-1 is one of 5/],
    ["options", { options: "x" }, /part-3 and part-1 were made with different options/],
    ["tables", { rows: [0, 0], settingsOf: [0, 0] }, /part-1 does not have the expected rows/],
  ])("are refused where their %s differ", async (_, notes, message) => {
    const parts = changed(await fourRuns(), 2, notes);
    expect(() => mergeParts(parts)).toThrow(PartsError);
    expect(() => mergeParts(parts)).toThrow(message);
  });

  it("are refused where two hold the same run", async () => {
    const parts = await fourRuns();
    const overlapping = changed(parts, 1, { logs: parts[0]?.notes.logs ?? [] });
    expect(() => mergeParts(overlapping)).toThrow(/part-3 and part-2 both contain 3\/m\.jsonl/);
  });
});
