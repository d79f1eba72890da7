import { greatest, least } from "../../extremes.ts";
import { cell, text } from "@observablehq/plot";
import { t } from "../../l10n.ts";
import { shownName } from "../report/names.ts";
import { fixed } from "../report/numbers.ts";
import type { HeatAxes, HeatMap } from "../statistics/heat.ts";
import { configurationOf, grouped, levelsOf, levelText } from "../table/design.ts";
import type { SweepRow } from "../table/sweepRow.ts";
import { labeledAll, type Figure, type FigureInput } from "./figure.ts";
import { svgOf, textWidth } from "./svg.ts";

const mostLevels = 12;
const mostMaps = 6;

interface Cell {
  readonly x: string;
  readonly y: string;
  readonly map: string;
  readonly mean: number | null;
  readonly note: string;
  readonly ring: "best" | "tie" | null;
  readonly rows: readonly SweepRow[];
}

/** The best validation loss by two settings, one map a level of the others. */
export function heatFigure(input: FigureInput): Figure {
  const about = { name: "heat", title: t("Which settings are best?") };
  const { rows, analysis, width } = input;
  const { heat, design } = analysis;
  if (heat === null) {
    return { ...about, svg: null, caption: t("Fewer than two settings vary.") };
  }
  const { axes, maps } = heat;
  const [xs, ys] = [levelsOf(rows, axes.x).map(levelText), levelsOf(rows, axes.y).map(levelText)];
  if (xs.length > mostLevels || ys.length > mostLevels) {
    const key = xs.length > mostLevels ? axes.x : axes.y;
    return { ...about, svg: null, caption: t("{0} has too many values for a map.", shownName(key)) };
  }
  const shownMaps = [...maps].slice(0, mostMaps);
  // A value may hold the sign that joins names.
  const levels = new Map(
    rows.map((row) => [
      configurationOf(row, [axes.x, axes.y]),
      [levelText(row.settings.get(axes.x)), levelText(row.settings.get(axes.y))] as const,
    ]),
  );
  const places = placesOf(shownMaps.map(([, map]) => map));
  const others = design.varying.filter((key) => key !== axes.x && key !== axes.y);
  const byMap = grouped(rows, (row) => configurationOf(row, others));
  const cells = shownMaps.flatMap(([name, map]) => {
    const inMap = grouped(byMap.get(name) ?? [], (row) => configurationOf(row, [axes.x, axes.y]));
    return cellsOf(map, { name: shownName(name, 30), places, levels, rows: inMap });
  });
  if (cells.every(({ mean }) => mean === null)) {
    return { ...about, svg: null, caption: t("No run has a validation loss.") };
  }
  const names = shownMaps.map(([name]) => shownName(name, 30));
  const svg = mapsSvg(cells, { axes, xs, ys: ys.reverse(), names, width, mark: input.mark });
  return { ...about, svg, caption: captionOf(others, maps.size - shownMaps.length) };
}

interface MapFrame extends Pick<FigureInput, "mark"> {
  readonly axes: HeatAxes;
  /** Levels from left to right. */
  readonly xs: readonly string[];
  /** Levels from the top down. */
  readonly ys: readonly string[];
  readonly names: readonly string[];
  readonly width: number;
}

function mapsSvg(cells: readonly Cell[], { axes, xs, ys, names, width, mark }: MapFrame): string {
  const means = cells.flatMap(({ mean }) => (mean === null ? [] : [mean]));
  const [low, high] = [least(means), greatest(means)];
  const isDark = (mean: number): boolean => mean - low < 0.4 * (high - low);
  const isMany = names.length > 1;
  const facet = isMany ? { fy: "map" } : {};
  const heading = { frameAnchor: "top-right", textAnchor: "end", dy: -12, fontWeight: "bold" } as const;
  const level = (most: number) => (name: string) => shownName(name, most);
  return svgOf({
    width,
    height: (ys.length * 36 + (isMany ? 22 : 0)) * names.length + 66,
    marginLeft: greatest(ys.map((name) => textWidth(shownName(name, 20)))) + 30,
    marginRight: isMany ? 24 : 10,
    marginTop: 26,
    marginBottom: 40,
    x: { ...band, domain: [...xs], label: shownName(axes.x), labelAnchor: "center", tickFormat: level(12) },
    y: { ...band, domain: [...ys], label: shownName(axes.y), tickFormat: level(20) },
    ...(isMany ? { fy: { domain: [...names], label: null, axis: null, padding: 0.12 } } : {}),
    color: { type: "linear", scheme: "YlGnBu", reverse: true, domain: [low, high === low ? low + 1 : high] },
    marks: [
      cell([...cells], {
        x: "x",
        y: "y",
        ...facet,
        fill: ({ mean }: Cell) => mean ?? "#eee",
        stroke: ({ ring }: Cell) => (ring === null ? "none" : "#d55e00"),
        strokeWidth: ({ ring }: Cell) => (ring === "best" ? 3 : 1.5),
        inset: 1,
        ...labeledAll({ mark }),
      }),
      text([...cells], {
        x: "x",
        y: "y",
        ...facet,
        text: "note",
        fill: ({ mean }: Cell) => (mean === null ? "currentColor" : isDark(mean) ? "white" : "black"),
      }),
      isMany
        ? text(
            names.map((map) => ({ map })),
            { fy: "map", text: "map", ...heading },
          )
        : null,
    ],
  });
}

const band = { type: "band", tickSize: 0, padding: 0.05 } as const;

function captionOf(others: readonly string[], hidden: number): string {
  const each =
    others.length === 0 ? "" : t(" One map per value of {0}.", others.map((key) => shownName(key)).join(", "));
  const more = hidden === 0 ? "" : t(" {0} more maps are not drawn.", hidden);
  return `${t("Best validation loss: mean and number of seeds; ×: diverged. Circled: the best of a map and those not significantly different from it (Holm, p at least .05).")}${each}${more}`;
}

/** Decimals that show three digits of the spread between cells, the same in every cell. */
function placesOf(maps: readonly HeatMap[]): number {
  const means = maps.flatMap(({ cells }) => [...cells.values()].flatMap(({ mean }) => (mean === null ? [] : [mean])));
  const spread = greatest(means) - least(means);
  return spread > 0 ? Math.max(0, Math.min(8, 2 - Math.floor(Math.log10(spread)))) : 3;
}

interface CellOptions {
  /** Of the map. */
  readonly name: string;
  readonly places: number;
  /** The levels of both axes by the name of a cell. */
  readonly levels: ReadonlyMap<string, readonly [string, string]>;
  /** The runs of each cell. */
  readonly rows: ReadonlyMap<string, readonly SweepRow[]>;
}

function cellsOf({ cells, best, ties }: HeatMap, { name: map, places, levels, rows }: CellOptions): readonly Cell[] {
  return [...cells].map(([name, { mean, n, diverged }]) => {
    const [x, y] = levels.get(name) ?? ["", ""];
    const seeds = diverged === 0 ? t("n {0}", n) : t("n {0} ({1} ×)", n, diverged);
    return {
      x,
      y,
      map,
      mean,
      note: mean === null ? seeds : `${fixed(mean, places)}\n${seeds}`,
      rows: rows.get(name) ?? [],
      ring: name === best ? "best" : ties.includes(name) ? "tie" : null,
    };
  });
}
