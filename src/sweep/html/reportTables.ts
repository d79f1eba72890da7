import type { MeanEstimate } from "../../numerics/groups/meanInterval.ts";
import { t } from "../../l10n.ts";
import { modelText } from "../report/names.ts";
import { percent, shown, withInterval } from "../report/numbers.ts";
import type { SweepAnalysis } from "../statistics/analyzeSweep.ts";
import { heatMap } from "../statistics/heat.ts";
import { levelText, type SweepDesign } from "../table/design.ts";
import type { SweepRow } from "../table/sweepRow.ts";
import { nameCell, numberCell, type HtmlTable, type TableCell } from "./html.ts";

/** Longer tables are in runs.csv, and wider ones: of runs that each have settings of their own, nobody reads all columns. */
const mostRows = 300;
const mostSettings = 20;

const absent = "\u2013";

/** The tables of a report. `rows`: the runs that verdicts leave in. */
export function reportTables(rows: readonly SweepRow[], analysis: SweepAnalysis): readonly HtmlTable[] {
  return [configurations(rows, analysis), levels(analysis), models(analysis), robust(analysis), runs(rows, analysis)];
}

/** What outliers of the curves do to the slopes, and whether losses in two units agree. */
function robust({ robust: { early, full }, units }: SweepAnalysis): HtmlTable {
  const slopes = [
    [t("early slope"), early],
    [t("full slope"), full],
  ] as const;
  const rho = (relation: { readonly rho: number } | null): string =>
    relation === null ? absent : shown(relation.rho, 2);
  const rows = slopes
    .filter(([, { n }]) => n > 0)
    .map(([name, { n, quartiles, largest, run, outcome }]) => [
      nameCell(name),
      numberCell(String(n)),
      numberCell(quartiles?.map((quartile) => shown(quartile, 2)).join(", ") ?? absent),
      numberCell(numberText(largest, 2)),
      nameCell(run ?? absent),
      numberCell(rho(outcome.leastSquares)),
      numberCell(rho(outcome.huber)),
    ]);
  return {
    title: t("Do outliers change the slopes? Huber's estimate instead of least squares"),
    header: [
      ...[t("slope"), t("runs"), t("change, quartiles"), t("largest change"), t("in run")],
      ...[t("ρ with the outcome, least squares"), t("ρ, Huber")],
    ],
    rows,
    note:
      units.n === 0
        ? ""
        : units.agree === units.n
          ? t("Losses in nats and in bits agree in all {0} runs that log both.", units.n)
          : t(
              "Of {0} runs that log the loss in nats and in bits, both agree in {1}; largest relative difference {2}.",
              ...[units.n, units.agree, shown(units.largest ?? 0, 2)],
            ),
  };
}

function configurations(rows: readonly SweepRow[], { design }: SweepAnalysis): HtmlTable {
  const { cells } = heatMap(rows, design.nameOf);
  const keys = design.varying.slice(0, mostSettings);
  const order = [...cells].sort(([, one], [, other]) => (one.mean ?? Infinity) - (other.mean ?? Infinity) || 0);
  const shownRows = order
    .slice(0, mostRows)
    .map(([name, { mean, sd, n, diverged }]) => [
      ...keys.map((key) => nameCell(levelText(design.configurations.get(name)?.[0]?.settings.get(key)))),
      ...othersCells(design, design.configurations.get(name)?.[0]),
      numberCell(numberText(mean, 4)),
      numberCell(numberText(sd, 2)),
      numberCell(String(n)),
      numberCell(String(diverged)),
    ]);
  return {
    title: t("Configurations, the best first"),
    header: [
      ...keys,
      ...othersHeader(design),
      t("mean best validation loss"),
      t("sd over seeds"),
      t("runs"),
      t("diverged"),
    ],
    rows: design.varying.length === 0 && design.others === null ? [] : shownRows,
    note: moreNote(order.length, design.varying.length),
  };
}

function levels({ groups }: SweepAnalysis): HtmlTable {
  const rows = [...groups.bySetting].flatMap(([key, byLevel]) =>
    [...byLevel].map(([level, { runs: count, alphaEarly, bestVal }]) => [
      nameCell(key),
      nameCell(level),
      numberCell(String(count)),
      numberCell(estimateText(alphaEarly)),
      numberCell(estimateText(bestVal)),
    ]),
  );
  return {
    title: t("Settings"),
    header: [t("setting"), t("value"), t("runs"), t("early slope"), t("best validation loss")],
    rows: rows.slice(0, mostRows),
    note: t("Means over configurations of means over their seeds, with 95% t intervals."),
  };
}

function models({ models: { byModel } }: SweepAnalysis): HtmlTable {
  const rows = [...byModel].map(([model, { n, quartiles, share, wilson, within2 }]) => [
    nameCell(modelText(model)),
    numberCell(String(n)),
    numberCell(quartiles.map((quartile) => shown(quartile)).join(", ")),
    numberCell(t("{0} ({1} to {2})", percent(share), percent(wilson[0]), percent(wilson[1]))),
    numberCell(String(within2)),
  ]);
  return {
    title: t("Models"),
    header: [t("model"), t("runs"), t("ΔAICc, quartiles"), t("best in, 95% CI"), t("runs with ΔAICc ≤ 2")],
    rows,
    note: "",
  };
}

function runs(rows: readonly SweepRow[], { design }: SweepAnalysis): HtmlTable {
  const all = [...design.varying, ...design.replicate];
  const keys = all.slice(0, mostSettings);
  const body = rows.slice(0, mostRows).map((row) => {
    const { run, settings, diverged, stage, measures } = row;
    const numbers = [measures.bestVal, measures.alphaEarly, measures.alphaFull, measures.r2, measures.knee];
    return [
      nameCell(run),
      ...keys.map((key) => nameCell(levelText(settings.get(key)))),
      ...othersCells(design, row),
      nameCell(diverged ? t("diverged") : stageText(stage)),
      ...[...numbers, measures.plateau].map((value) => numberCell(numberText(value, 4))),
    ];
  });
  const numbers = [t("best validation loss"), t("early slope"), t("full slope"), "R²", t("knee"), t("plateau")];
  return {
    title: t("Runs"),
    header: [t("run"), ...keys, ...othersHeader(design), t("state"), ...numbers],
    rows: body,
    note: moreNote(rows.length, all.length),
  };
}

function stageText(stage: SweepRow["stage"]): string {
  return stage === "training" ? t("still training") : stage === "stopped" ? t("incomplete") : "";
}

/** The settings that few runs have, by what they are called in a configuration's name. */
function othersHeader({ others }: SweepDesign): readonly string[] {
  return others === null ? [] : [t("other settings")];
}

function othersCells({ others, without, varying }: SweepDesign, row: SweepRow | undefined): readonly TableCell[] {
  return others === null || row === undefined ? [] : [nameCell(without(varying)(row))];
}

/** What a table of so many rows and settings leaves out. */
function moreNote(rows: number, settings: number): string {
  const notes = [
    rows > mostRows ? t("{0} more are not shown; runs.csv has all runs.", rows - mostRows) : "",
    settings > mostSettings ? t("{0} more settings are not shown; runs.csv has all.", settings - mostSettings) : "",
  ];
  return notes.filter((note) => note !== "").join(" ");
}

function numberText(value: number | null, digits: number): string {
  return value === null || !Number.isFinite(value) ? absent : shown(value, digits);
}

function estimateText(estimate: MeanEstimate | null): string {
  if (estimate === null) {
    return absent;
  }
  return estimate.interval === null ? shown(estimate.mean, 4) : withInterval(estimate.mean, estimate.interval);
}
