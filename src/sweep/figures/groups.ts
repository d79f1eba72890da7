import { dot, link, text, type PlotOptions } from "@observablehq/plot";
import { t } from "../../l10n.ts";
import { shownName } from "../report/names.ts";
import type { GroupTables } from "../statistics/groups.ts";
import { plainColor } from "./colors.ts";
import { absent, type Figure, type FigureInput } from "./figure.ts";
import { axisBelow, nameRoom } from "./numberAxes.ts";
import { svgOf } from "./svg.ts";

const mostRows = 40;

/** The mean outcome of each level of each setting, with its interval over configurations. */
export function groupsFigure({ analysis: { groups }, width }: FigureInput): Figure {
  const about = { name: "groups", title: t("What effect does each setting have?") };
  const levels = levelsOf(groups);
  if (levels.length < 2) {
    return absent(about, t("No setting has two levels with a validation loss."));
  }
  if (levels.length > mostRows) {
    return absent(about, t("The settings have too many values for a figure."));
  }
  const caption = t(
    "Means over configurations (n) of means over their seeds, with 95% t intervals. The effects of settings that vary together are not separated.",
  );
  return { ...about, svg: svgOf(plotOf(levels, width)), caption };
}

/** The best validation loss of a level of a setting. */
interface LevelMean {
  readonly name: string;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  /** Of how many configurations. */
  readonly n: string;
}

function levelsOf({ bySetting }: GroupTables): readonly LevelMean[] {
  return [...bySetting].flatMap(([key, levels]) =>
    [...levels].flatMap(([level, { bestVal }]): readonly LevelMean[] => {
      if (bestVal === null) {
        return [];
      }
      const { mean, interval, n } = bestVal;
      const [low, high] = interval ?? [mean, mean];
      return [{ name: `${shownName(key, 16)} = ${shownName(level, 16)}`, mean, low, high, n: t("n {0}", n) }];
    }),
  );
}

function plotOf(levels: readonly LevelMean[], width: number): PlotOptions {
  const names = levels.map(({ name }) => name);
  return {
    width,
    height: levels.length * 20 + 56,
    marginLeft: nameRoom(names),
    marginRight: 40,
    marginTop: 8,
    marginBottom: 40,
    x: axisBelow(t("best validation loss (nats)"), { grid: true }),
    y: { type: "point", label: null, domain: names },
    marks: [
      link([...levels], { x1: "low", x2: "high", y: "name", stroke: plainColor, strokeWidth: 1.5 }),
      dot([...levels], { x: "mean", y: "name", fill: plainColor, r: 3.5 }),
      text([...levels], { y: "name", text: "n", frameAnchor: "right", textAnchor: "start", dx: 6 }),
    ],
  };
}
