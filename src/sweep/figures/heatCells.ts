import { greatest, least } from "../../extremes.ts";
import { t } from "../../l10n.ts";
import { fixed } from "../report/numbers.ts";
import { configurationText } from "../report/settingsText.ts";
import type { HeatAxes, HeatMap } from "../statistics/heat.ts";
import { configurationOf, grouped, levelText, type SweepDesign } from "../table/design.ts";
import type { SweepRow } from "../table/sweepRow.ts";

/** One map of a heat figure. */
export interface HeatPanel {
  /** The settings that it is of; empty where there is one map alone. */
  readonly name: string;
  readonly cells: readonly PanelCell[];
}

/** A cell of a map, as it is drawn. */
export interface PanelCell {
  readonly x: string;
  readonly y: string;
  /** Null where no run of it has a validation loss. */
  readonly mean: number | null;
  /** What is written in it. */
  readonly note: string;
  readonly ring: "best" | "tie" | null;
  readonly rows: readonly SweepRow[];
}

/** Where the maps of `heatMaps` are in the settings of a sweep. */
export interface PanelSettings {
  readonly axes: HeatAxes;
  /** The varying settings that are no axis. */
  readonly others: readonly string[];
  readonly design: SweepDesign;
}

/** Maps with their cells in words. `maps`: by the values of the other settings, over these rows. */
export function heatPanels(
  maps: readonly (readonly [string, HeatMap])[],
  rows: readonly SweepRow[],
  { axes, others, design }: PanelSettings,
): readonly HeatPanel[] {
  const places = placesOf(maps.map(([, map]) => map));
  const byMap = grouped(rows, design.without([axes.x, axes.y]));
  return maps.map(([key, map]) => {
    const own = byMap.get(key) ?? [];
    const inCell = grouped(own, (row) => configurationOf(row, [axes.x, axes.y]));
    const cells = [...map.cells].map(([name, { mean, n, diverged }]): PanelCell => {
      const runs = inCell.get(name) ?? [];
      const seeds = diverged === 0 ? t("n {0}", n) : t("n {0} ({1} ×)", n, diverged);
      return {
        // The name of a cell joins both values by a sign that a value may hold.
        x: levelText(runs[0]?.settings.get(axes.x)),
        y: levelText(runs[0]?.settings.get(axes.y)),
        mean,
        note: mean === null ? seeds : `${fixed(mean, places)}\n${seeds}`,
        ring: name === map.best ? "best" : map.ties.includes(name) ? "tie" : null,
        rows: runs,
      };
    });
    return { name: own[0] === undefined ? "" : configurationText(own[0], design, others), cells };
  });
}

/** Decimals that show three digits of the spread between cells, the same in every cell. */
function placesOf(maps: readonly HeatMap[]): number {
  const means = maps.flatMap(({ cells }) => [...cells.values()].flatMap(({ mean }) => (mean === null ? [] : [mean])));
  const spread = greatest(means) - least(means);
  return spread > 0 ? Math.max(0, Math.min(8, 2 - Math.floor(Math.log10(spread)))) : 3;
}
