import { afterEach, describe, expect, it } from "vitest";
import { useLanguage } from "../../../../src/l10n.ts";
import { columnWidths, drawFigures } from "../../../../src/sweep/figures/drawFigures.ts";
import type { Figure } from "../../../../src/sweep/figures/figure.ts";
import { analyzeSweep, keptRows } from "../../../../src/sweep/statistics/analyzeSweep.ts";
import { readRunsTable } from "../../../../src/sweep/table/readTable.ts";
import { textsFile } from "../../manifestTexts.ts";

const german = { tag: "de", texts: Object.fromEntries(textsFile("media/l10n/bundle.l10n.de.json")) };
afterEach(() => useLanguage({ tag: "en", texts: {} }));

const header =
  "run,state,config.arch,config.lr,config.wd,config.seed,best_val,alpha_early,alpha_full,r2,aicc.power,aicc.exponential,knee,plateau,noise_floor,window.5-15,window.1-10";

/** 48 runs over a grid, one of them diverged; `arch`: the names of an architecture. */
function table(arch: readonly string[] = ["resnet", "vit"]): string {
  const rows = arch.flatMap((name, a) =>
    [0.1, 0.01, 0.001].flatMap((lr, l) =>
      [0, 0.1].flatMap((wd) =>
        [0, 1, 2, 3].map((seed) => {
          const wave = Math.sin(a * 7 + l * 3 + wd * 40 + seed * 5);
          const state = a + l + wd + seed === 0 ? "diverged" : "ended";
          const slope = 0.3 + 0.02 * wave + 0.01 * l;
          const cells = [
            1.5 + 0.1 * a - slope / 2,
            slope,
            slope - 0.02,
            0.98 + 0.015 * wave,
            -10 - l,
            20 + seed,
            5 + wave,
          ];
          const quoted = `"${name.replaceAll('"', '""')}"`;
          const ends = [9 + 2 * wave, 0.001 * (2 + wave), slope, slope + 0.01 * Math.cos(seed)];
          return [`${a}-${l}-${wd}-${seed}`, state, quoted, lr, wd, seed, ...cells, ...ends].join(",");
        }),
      ),
    ),
  );
  return [header, ...rows].join("\n");
}

function figuresOf(csv: string, width: number = columnWidths.one): readonly Figure[] {
  const { rows } = readRunsTable(csv);
  const x = Float64Array.of(1, 2, 5, 10, 20);
  const curves = new Map(rows.map(({ run }) => [run, { x, y: x.map((t) => 2 * t ** -0.3) }]));
  return drawFigures(keptRows(rows), analyzeSweep(rows), { width, group: null, curves });
}

const named = (figures: readonly Figure[], name: string): Figure | undefined =>
  figures.find((figure) => figure.name === name);

const count = (text: string, part: RegExp): number => text.match(part)?.length ?? 0;

/** The labels that a figure has, those of several lines in one. */
function labelsOf(svg: string): readonly string[] {
  return [...svg.matchAll(/<text\b[^>]*>(.*?)<\/text>/gs)].map(([, inner = ""]) =>
    inner.replaceAll("</tspan><tspan", "</tspan> <tspan").replaceAll(/<[^>]*>/g, ""),
  );
}

describe("the figures of a sweep", () => {
  it.each(Object.entries(columnWidths))("are all drawn, in the width of %s columns", (_, width) => {
    for (const { name, svg, caption } of figuresOf(table(), width)) {
      expect(svg, name).toMatch(new RegExp(`^<svg[^>]* width="${width}"`));
      expect(svg, name).toMatch(/^<svg[^>]* xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
      expect(svg, name).not.toMatch(/NaN|undefined|Infinity/);
      expect(caption.replace("became NaN", ""), name).not.toMatch(/NaN|undefined|\{\d\}/);
    }
  });

  it("label what stands for runs with them, for pages alone", () => {
    const { rows } = readRunsTable(table());
    const places = new Map(rows.map((row, place) => [row, String(place)]));
    const kept = keptRows(rows);
    const mark = (row: (typeof rows)[number]): string => places.get(row) ?? "";
    const figures = drawFigures(kept, analyzeSweep(rows), { width: columnWidths.one, group: "arch", mark });
    const marked = (name: string): readonly number[] =>
      [...(named(figures, name)?.svg ?? "").matchAll(/<rect[^>]* aria-label="([\d ]+)"/g)].flatMap(([, label = ""]) =>
        label.split(" ").map(Number),
      );
    const sorted = (values: readonly number[]): readonly number[] => [...values].sort((one, other) => one - other);
    expect(sorted(marked("heat"))).toEqual(rows.map((_, place) => place));
    const sound = rows.flatMap(({ diverged }, place) => (diverged ? [] : [place]));
    expect(sorted(marked("knees"))).toEqual(sound);
    expect(sorted(marked("straightness"))).toEqual(sound);
    expect(figuresOf(table()).some(({ svg }) => /aria-label="[\d ]+"/.test(svg ?? ""))).toBe(false);
  });

  it("show the three straightest runs and the three least straight ones, where there are curves", () => {
    const { rows } = readRunsTable(table());
    const order = keptRows(rows)
      .filter(({ diverged }) => !diverged)
      .sort((one, other) => (other.measures.r2 ?? 0) - (one.measures.r2 ?? 0));
    const { svg, caption } = named(figuresOf(table()), "mosaic") ?? { svg: "", caption: "" };
    const names = [...caption.matchAll(/(\S+) \(R\u00b2/g)].map(([, name]) => name);
    const r2 = (name: string | undefined): number => order.find(({ run }) => run === name)?.measures.r2 ?? NaN;
    expect(names).toHaveLength(6);
    expect(names.map(r2)).toEqual([0, 1, 2, -1, -2, -3].map((place) => order.at(place)?.measures.r2));
    expect(count(svg ?? "", />R\u00b2 \d\.\d{3}<\/text>/g)).toBe(6);
    const alone = drawFigures(keptRows(rows), analyzeSweep(rows), { width: columnWidths.one, group: null });
    expect(named(alone, "mosaic")).toMatchObject({ svg: null, caption: "A table alone has no curves." });
  });

  it("show what was computed", () => {
    const figures = figuresOf(table());
    const svg = (name: string): string => named(figures, name)?.svg ?? "";
    // 47 runs that have not diverged, twice: by their early slope and by that of the whole run; two levels in the legend.
    expect(count(svg("prediction"), /<circle/g)).toBe(47 * 2 + 2);
    expect(count(svg("plateauKnee"), /<circle/g)).toBe(47);
    expect(count(svg("heat"), /<rect/g)).toBe(1 + 12);
    expect(count(svg("windows"), /n 12</g)).toBe(2);
    expect(svg("models")).toMatch(/best in 100%/);
    // Noise of one size is on an even axis: on one of decades it would be a spot.
    expect(labelsOf(svg("noise"))).toContain("noise floor \u2192");
    expect(named(figures, "prediction")?.caption).toMatch(/1 diverged/);
  });

  it.each([
    { language: { tag: "en", texts: {} }, names: ["Exponential \u2192 power law", "Broken power law"] },
    { language: german, names: ["Exponentiell \u2192 Potenzgesetz", "Gebrochenes Potenzgesetz"] },
  ])("name models as tables do, the closest first: $language.tag", ({ language, names }) => {
    useLanguage(language);
    const csv = "run,aicc.twoPower,aicc.switch\na,20,-10\nb,21,-11\n";
    for (const width of Object.values(columnWidths)) {
      const svg = named(figuresOf(csv, width), "models")?.svg ?? "";
      expect(labelsOf(svg).filter((label) => /power|potenz/i.test(label))).toEqual(names);
    }
  });

  it("have a cell for settings that all diverged, too", () => {
    const csv =
      "run,state,config.lr,config.wd,best_val\na,ended,1,1,2\nb,ended,1,2,3\nc,diverged,2,1,\nd,ended,2,2,4\n";
    const svg = named(figuresOf(csv), "heat")?.svg ?? "";
    expect(count(svg, /<rect/g)).toBe(1 + 4);
    expect(labelsOf(svg)).toContain("n 0 (1 ×)");
  });

  it("have numbers with the decimal sign of the language", () => {
    useLanguage(german);
    for (const { name, svg } of figuresOf(table())) {
      // Settings keep the words of their files.
      const numbers = labelsOf(svg ?? "").filter(
        (label) => !/=|^0\.\d+$/.test(label) || !["heat", "groups"].includes(name),
      );
      expect(
        numbers.filter((label) => /\d\.\d/.test(label)),
        name,
      ).toEqual([]);
    }
  });

  it("keep the name of a model that only the table knows", () => {
    const svg = named(figuresOf(table().replace("aicc.power", "aicc.myModel")), "models")?.svg ?? "";
    expect(labelsOf(svg)).toContain("myModel");
  });

  it("name no run, setting or value that could be more than text", () => {
    const hostile = ['<script>alert("1")</script>&', `a\u202Eb\u0007${"long ".repeat(100)}`];
    for (const { name, svg } of figuresOf(table(hostile))) {
      expect(svg, name).not.toMatch(/<script|<style|<foreignObject|javascript:/i);
      expect(svg, name).not.toMatch(/[\u202E\u0007]/);
      expect(svg, name).not.toMatch(/="[^"]*<[^"]*"/);
      expect(svg, name).not.toMatch(/(long ){12}/);
    }
    expect(
      figuresOf(table(hostile))
        .map(({ svg }) => svg)
        .join(),
    ).toMatch(/&lt;script&gt;/);
  });

  it("are absent with their reason where the data do not give them", () => {
    const absent = (csv: string): ReadonlyMap<string, string> =>
      new Map(figuresOf(csv).flatMap(({ name, svg, caption }) => (svg === null ? [[name, caption] as const] : [])));
    const nothing = absent("run\na\n");
    expect([...nothing.keys()]).toEqual(figuresOf(table()).map(({ name }) => name));
    expect([...nothing.values()].every((reason) => reason.endsWith("."))).toBe(true);
    const noKnees = absent(table().replaceAll(",plateau,", ",other,"));
    expect([...noKnees]).toEqual([["plateauKnee", "Fewer than 3 runs have both a knee and a plateau."]]);
    const many = Array.from({ length: 30 }, (_, i) => `${i},${i / 7},${i / 3},1.5,0.3`);
    expect(absent(["run,config.lr,config.wd,best_val,alpha_early", ...many].join("\n")).get("heat")).toMatch(
      /too many values/,
    );
  });
});
