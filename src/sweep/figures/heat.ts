import { cell, text, type Markish, type PlotOptions } from "@observablehq/plot";
import { greatest, least } from "../../extremes.ts";
import { t } from "../../l10n.ts";
import { shownName } from "../report/names.ts";
import { levelsOf, levelText } from "../table/design.ts";
import type { SweepRow } from "../table/sweepRow.ts";
import { absent, captionOfSentences, labeledAll, type Figure, type FigureInput } from "./figure.ts";
import { heatPanels, type HeatPanel, type PanelCell, type PanelSettings } from "./heatCells.ts";
import { svgOf, textWidth } from "./svg.ts";

const mostLevels = 12;
const mostMaps = 6;

/** The best validation loss by two settings, one map a level of the others. */
export function heatFigure(input: FigureInput): Figure {
  const about = { name: "heat", title: t("Which settings are best?") };
  const { rows, analysis } = input;
  const { heat, design } = analysis;
  if (heat === null) {
    return absent(about, t("Fewer than two settings vary."));
  }
  const { axes, maps } = heat;
  const levels = { x: levelNames(rows, axes.x), y: levelNames(rows, axes.y) };
  const crowded = (["x", "y"] as const).find((axis) => levels[axis].length > mostLevels);
  if (crowded !== undefined) {
    return absent(about, t("{0} has too many values for a map.", shownName(axes[crowded])));
  }
  const settings = { axes, design, others: design.varying.filter((key) => key !== axes.x && key !== axes.y) };
  const panels = heatPanels([...maps].slice(0, mostMaps), rows, settings);
  if (panels.every(({ cells }) => cells.every(({ mean }) => mean === null))) {
    return absent(about, t("No run has a validation loss."));
  }
  const svg = svgOf(plotOf(panels, { ...settings, ...input, levels }));
  return { ...about, svg, caption: captionOf(settings, maps.size - panels.length) };
}

function levelNames(rows: readonly SweepRow[], key: string): readonly string[] {
  return levelsOf(rows, key).map(levelText);
}

interface MapFrame extends PanelSettings, Pick<FigureInput, "mark" | "width"> {
  /** Levels of both axes, from the least up. */
  readonly levels: { readonly x: readonly string[]; readonly y: readonly string[] };
}

/** A cell with the place of its map among the maps. */
type PlacedCell = PanelCell & { readonly map: number };

const band = { type: "band", tickSize: 0, padding: 0.05 } as const;

function plotOf(panels: readonly HeatPanel[], { axes, levels, width, mark }: MapFrame): PlotOptions {
  const isMany = panels.length > 1;
  const level = (most: number) => (name: string) => shownName(name, most);
  const cells = panels.flatMap((panel, map) => panel.cells.map((one): PlacedCell => ({ ...one, map })));
  const means = cells.flatMap(({ mean }) => (mean === null ? [] : [mean]));
  const [low, high] = [least(means), greatest(means)];
  const isDark = (mean: number): boolean => mean - low < 0.4 * (high - low);
  return {
    width,
    height: (levels.y.length * 36 + (isMany ? 22 : 0)) * panels.length + 66,
    marginLeft: greatest(levels.y.map((name) => textWidth(shownName(name, 20)))) + 30,
    marginRight: isMany ? 24 : 10,
    marginTop: 26,
    marginBottom: 40,
    x: { ...band, domain: [...levels.x], label: shownName(axes.x), labelAnchor: "center", tickFormat: level(12) },
    y: { ...band, domain: levels.y.toReversed(), label: shownName(axes.y), tickFormat: level(20) },
    ...(isMany ? { fy: { label: null, axis: null, padding: 0.12 } } : {}),
    color: { type: "linear", scheme: "YlGnBu", reverse: true, domain: [low, high === low ? low + 1 : high] },
    marks: [
      ...cellMarks(cells, { mark, facet: isMany ? { fy: "map" } : {}, isDark }),
      isMany ? headings(panels) : null,
    ],
  };
}

interface CellLook extends Pick<FigureInput, "mark"> {
  readonly facet: { readonly fy?: "map" };
  /** Whether the color of a mean is so dark that it is written on in white. */
  readonly isDark: (mean: number) => boolean;
}

function cellMarks(cells: readonly PlacedCell[], { mark, facet, isDark }: CellLook): readonly Markish[] {
  const place = { x: "x", y: "y", ...facet } as const;
  // A plain color among those of a scale is no color: cells without a mean are a mark of their own.
  const [known, unknown] = [cells.filter(({ mean }) => mean !== null), cells.filter(({ mean }) => mean === null)];
  return [
    cell(unknown, { ...place, fill: "#eee", inset: 1, ...labeledAll({ mark }) }),
    cell(known, {
      ...place,
      fill: "mean",
      stroke: ({ ring }: PlacedCell) => (ring === null ? "none" : "#d55e00"),
      strokeWidth: ({ ring }: PlacedCell) => (ring === "best" ? 3 : 1.5),
      inset: 1,
      ...labeledAll({ mark }),
    }),
    text([...cells], {
      ...place,
      text: "note",
      fill: ({ mean }: PlacedCell) => (mean === null ? "currentColor" : isDark(mean) ? "white" : "black"),
    }),
  ];
}

/** What each of several maps is of, above it. */
function headings(panels: readonly HeatPanel[]): Markish {
  const heading = { frameAnchor: "top-left", textAnchor: "start", dx: 2, dy: -12, fontWeight: "bold" } as const;
  return text(
    panels.map(({ name }, map) => ({ map, name: shownName(name) })),
    { fy: "map", text: "name", ...heading },
  );
}

function captionOf({ others }: PanelSettings, hidden: number): string {
  const keys = others.map((key) => shownName(key)).join(", ");
  return captionOfSentences(
    t(
      "Best validation loss: mean and number of seeds; ×: diverged. Thick outline: the best of a map; thin: not significantly different from it (Holm, p at least 0.05).",
    ),
    others.length === 0 ? null : t("One map per value of {0}.", keys),
    hidden === 0 ? null : t("{0} more maps are not drawn.", hidden),
  );
}
