import { barX, boxX, dot, text, type PlotOptions } from "@observablehq/plot";
import { greatest, least } from "../../extremes.ts";
import { t } from "../../l10n.ts";
import { shownName } from "../report/names.ts";
import { isNumber } from "../statistics/used.ts";
import { levelsOf, levelText } from "../table/design.ts";
import type { SweepRow } from "../table/sweepRow.ts";
import { plainColor } from "./colors.ts";
import {
  absent,
  captionOfSentences,
  divergedText,
  labeled,
  labeledAll,
  leftOutSentence,
  type Figure,
  type FigureInput,
} from "./figure.ts";
import { axisBelow, nameRoom } from "./numberAxes.ts";
import { svgOf, textWidth } from "./svg.ts";

/** More boxes than this are no figure. */
const mostLevels = 12;

/** Box plot of the knee epochs by the levels of a setting; runs without a knee are counted at the side. */
export function kneesFigure({ rows, group, width, mark }: FigureInput): Figure {
  const about = { name: "knees", title: t("When does burn-in end?") };
  const sound = rows.filter(({ diverged }) => !diverged);
  const by = group !== null && levelsOf(sound, group).length <= mostLevels ? group : null;
  const knees = kneesOf(sound, by);
  if (knees.length < 2) {
    return absent(about, t("Fewer than two runs have a knee."));
  }
  const boxes = boxesOf(knees, sound, by);
  const svg = svgOf(plotOf({ knees, boxes }, { width, mark }));
  return { ...about, svg, caption: captionOf(by, rows.length - sound.length) };
}

/** A run that has a knee, with the name of its box. */
interface RunKnee {
  readonly row: SweepRow;
  readonly level: string;
  readonly knee: number;
}

/** A box of the plot, its ends those of its runs; no ends where none of them has a knee. */
interface KneeBox {
  readonly level: string;
  readonly low: number;
  readonly high: number;
  /** Those that have a knee. */
  readonly rows: readonly SweepRow[];
  /** How many of its runs have one. */
  readonly note: string;
}

function kneesOf(sound: readonly SweepRow[], by: string | null): readonly RunKnee[] {
  return sound.flatMap((row) =>
    isNumber(row.measures.knee) ? [{ row, level: boxName(row, by), knee: row.measures.knee }] : [],
  );
}

/** `by`: the setting that splits the runs; null where all are in one box. */
function boxName({ settings }: SweepRow, by: string | null): string {
  return by === null ? t("all runs") : shownName(levelText(settings.get(by)), 20);
}

function boxesOf(knees: readonly RunKnee[], sound: readonly SweepRow[], by: string | null): readonly KneeBox[] {
  const names = by === null ? [t("all runs")] : levelsOf(sound, by).map((level) => shownName(levelText(level), 20));
  return names.map((level) => {
    const own = knees.filter((one) => one.level === level);
    const epochs = own.map(({ knee }) => knee);
    const all = sound.filter((row) => boxName(row, by) === level).length;
    return {
      ...{ level, low: least(epochs), high: greatest(epochs) },
      rows: own.map(({ row }) => row),
      note: t("{0} of {1}", own.length, all),
    };
  });
}

interface KneePlot {
  readonly knees: readonly RunKnee[];
  readonly boxes: readonly KneeBox[];
}

function plotOf({ knees, boxes }: KneePlot, { width, mark }: Pick<FigureInput, "width" | "mark">): PlotOptions {
  const names = boxes.map(({ level }) => level);
  const known = boxes.filter(({ rows }) => rows.length > 0);
  return {
    width,
    height: names.length * 34 + 66,
    marginLeft: nameRoom(names),
    marginRight: greatest(boxes.map(({ note }) => textWidth(note))) + 10,
    marginTop: 24,
    marginBottom: 40,
    x: axisBelow(t("knee epoch"), { grid: true, ticks: 6 }),
    y: { label: null, domain: names, padding: 0.25 },
    marks: [
      boxX([...knees], { x: "knee", y: "level", fill: "#cfe3f3", stroke: "#0072b2", r: 0 }),
      // Every run over its box: a box of few runs shows more certainty than there is.
      dot([...knees], { x: "knee", y: "level", fill: plainColor, fillOpacity: 0.6, r: 1.8, ...labeled({ mark }) }),
      mark === undefined
        ? null
        : barX(known, { x1: "low", x2: "high", y: "level", fill: "#0072b2", fillOpacity: 0, ...labeledAll({ mark }) }),
      text([...boxes], { y: "level", text: "note", frameAnchor: "right", textAnchor: "start", dx: 6 }),
    ],
  };
}

function captionOf(by: string | null, diverged: number): string {
  const split = by === null ? null : t("By {0}.", shownName(by));
  const boxes = t(
    "Boxes: quartiles; whiskers: up to 1.5 times the interquartile range; dots: runs. On the right: runs with a knee, of all runs of the group.",
  );
  return captionOfSentences(split, boxes, leftOutSentence([diverged, divergedText]));
}
