import { greatest, least } from "../../extremes.ts";
import { barX, boxX, dot, text } from "@observablehq/plot";
import { t } from "../../l10n.ts";
import { shownName } from "../report/names.ts";
import { isNumber } from "../statistics/used.ts";
import { levelsOf, levelText } from "../table/design.ts";
import { plainColor } from "./colors.ts";
import { labeled, labeledAll, type Figure, type FigureInput } from "./figure.ts";
import { axisBelow } from "./numberAxes.ts";
import { svgOf, textWidth } from "./svg.ts";

/** More boxes than this are no figure. */
const mostLevels = 12;

/** Box plot of the knee epochs by the levels of a setting; runs without a knee are counted at the side. */
export function kneesFigure({ rows, group, width, mark }: FigureInput): Figure {
  const about = { name: "knees", title: t("When does burn-in end?") };
  const sound = rows.filter(({ diverged }) => !diverged);
  const levels = group === null ? [] : levelsOf(sound, group).map(levelText);
  const isSplit = group !== null && levels.length <= mostLevels;
  const nameOf = (row: (typeof rows)[number]): string =>
    isSplit ? shownName(levelText(row.settings.get(group)), 20) : t("all runs");
  const names = isSplit ? levels.map((level) => shownName(level, 20)) : [t("all runs")];
  const points = sound.flatMap((row) =>
    isNumber(row.measures.knee) ? [{ row, level: nameOf(row), knee: row.measures.knee }] : [],
  );
  if (points.length < 2) {
    return { ...about, svg: null, caption: t("Fewer than two runs have a knee.") };
  }
  const notes = names.map((level) => {
    const there = points.filter((point) => point.level === level).length;
    const all = sound.filter((row) => nameOf(row) === level).length;
    return { level, note: t("{0} of {1}", there, all) };
  });
  const boxes = names.flatMap((level) => {
    const own = points.filter((point) => point.level === level);
    const knees = own.map(({ knee }) => knee);
    return own.length === 0
      ? []
      : [{ level, low: least(knees), high: greatest(knees), rows: own.map(({ row }) => row) }];
  });
  const side = greatest(names.map(textWidth)) + 12;
  const right = greatest(notes.map(({ note }) => textWidth(note))) + 10;
  const svg = svgOf({
    width,
    height: names.length * 34 + 66,
    marginLeft: side,
    marginRight: right,
    marginTop: 24,
    marginBottom: 40,
    x: axisBelow(t("knee epoch"), { grid: true, ticks: 6 }),
    y: { label: null, domain: names, padding: 0.25 },
    marks: [
      boxX(points, { x: "knee", y: "level", fill: "#cfe3f3", stroke: "#0072b2", r: 0 }),
      // Every run over its box: a box of few runs shows more certainty than there is.
      dot(points, { x: "knee", y: "level", fill: plainColor, fillOpacity: 0.6, r: 1.8, ...labeled({ mark }) }),
      mark === undefined
        ? null
        : barX(boxes, { x1: "low", x2: "high", y: "level", fill: "#0072b2", fillOpacity: 0, ...labeledAll({ mark }) }),
      text(notes, { y: "level", text: "note", frameAnchor: "right", textAnchor: "start", dx: 6 }),
    ],
  });
  const left = rows.length - sound.length;
  const by = isSplit ? t("By {0}. ", shownName(group)) : "";
  const caption = t(
    "Boxes: quartiles; whiskers: 1.5 times their distance; dots: runs. At the side: runs with a knee, of all in the group. Left out: {0} diverged or not finite.",
    left,
  );
  return { ...about, svg, caption: `${by}${caption}` };
}
