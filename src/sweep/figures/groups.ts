import { greatest } from "../../extremes.ts";
import { dot, link, text } from "@observablehq/plot";
import { t } from "../../l10n.ts";
import { shownName } from "../report/names.ts";
import type { Figure, FigureInput } from "./figure.ts";
import { plainColor } from "./colors.ts";
import { axisBelow } from "./numberAxes.ts";
import { svgOf, textWidth } from "./svg.ts";

const mostRows = 40;

/** The mean outcome of each level of each setting, with its interval over configurations. */
export function groupsFigure({ analysis, width }: FigureInput): Figure {
  const about = { name: "groups", title: t("What effect does each setting have?") };
  const rows = [...analysis.groups.bySetting].flatMap(([key, levels]) =>
    [...levels].flatMap(([level, { bestVal }]) =>
      bestVal === null
        ? []
        : [
            {
              name: `${shownName(key, 16)} = ${shownName(level, 16)}`,
              mean: bestVal.mean,
              low: bestVal.interval?.[0] ?? bestVal.mean,
              high: bestVal.interval?.[1] ?? bestVal.mean,
              n: t("n {0}", bestVal.n),
            },
          ],
    ),
  );
  if (rows.length < 2 || rows.length > mostRows) {
    return {
      ...about,
      svg: null,
      caption:
        rows.length < 2
          ? t("No setting has two levels with a validation loss.")
          : t("The settings have too many values for a figure."),
    };
  }
  const side = greatest(rows.map(({ name }) => textWidth(name))) + 12;
  const svg = svgOf({
    width,
    height: rows.length * 20 + 56,
    marginLeft: side,
    marginRight: 40,
    marginTop: 8,
    marginBottom: 40,
    x: axisBelow(t("best validation loss (nats)"), { grid: true }),
    y: { type: "point", label: null, domain: rows.map(({ name }) => name) },
    marks: [
      link(rows, { x1: "low", x2: "high", y: "name", stroke: plainColor, strokeWidth: 1.5 }),
      dot(rows, { x: "mean", y: "name", fill: plainColor, r: 3.5 }),
      text(rows, { y: "name", text: "n", frameAnchor: "right", textAnchor: "start", dx: 6 }),
    ],
  });
  const caption = t(
    "Means over configurations (n) of means over their seeds, with 95% t intervals. The effects of settings that vary together are not separated.",
  );
  return { ...about, svg, caption };
}
