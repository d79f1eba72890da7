import { cell, text, type PlotOptions } from "@observablehq/plot";
import { least } from "../../extremes.ts";
import { decimal, t } from "../../l10n.ts";
import { fixed, pText } from "../report/numbers.ts";
import type { WindowScan } from "../statistics/windows.ts";
import { absent, captionOfSentences, type Figure, type FigureInput } from "./figure.ts";
import { svgOf } from "./svg.ts";

/** Fewer configurations say nothing of a window. */
const fewConfigurations = 10;

/** How well the slope of each window predicts the outcome, by its start and end. */
export function windowsFigure({ analysis: { windows }, width }: FigureInput): Figure {
  const about = { name: "windows", title: t("Does the window of the slope matter?") };
  const cells = cellsOf(windows);
  return cells.length < 2
    ? absent(about, t("Fewer than two windows have a slope in enough configurations."))
    : { ...about, svg: svgOf(plotOf(cells, width)), caption: captionOf(windows) };
}

interface WindowCell {
  /** Epochs. */
  readonly start: number;
  readonly end: number;
  /** Spearman's, between the slope and the outcome. */
  readonly rho: number;
  /** Configurations. */
  readonly n: number;
}

function cellsOf({ windows }: WindowScan): readonly WindowCell[] {
  return [...windows].flatMap(([name, { between }]) => {
    const [start, end] = name.split("-").map(Number);
    return between === null || start === undefined || end === undefined
      ? []
      : [{ start, end, rho: between.rho, n: between.n }];
  });
}

const isSure = ({ n }: WindowCell): boolean => n >= fewConfigurations;

function plotOf(cells: readonly WindowCell[], width: number): PlotOptions {
  const sorted = (values: readonly number[]): number[] => [...new Set(values)].sort((one, other) => one - other);
  const starts = sorted(cells.map(({ start }) => start)).reverse();
  const ends = sorted(cells.map(({ end }) => end));
  const band = { type: "band", tickSize: 0, tickFormat: (epoch: number) => decimal(String(epoch)) } as const;
  const place = { x: "end", y: "start" } as const;
  return {
    width,
    height: starts.length * 42 + 62,
    marginLeft: 40,
    marginTop: 22,
    marginBottom: 40,
    x: { ...band, domain: ends, label: t("window ends at epoch"), labelAnchor: "center", padding: 0.04 },
    y: { ...band, domain: starts, label: t("window starts at epoch"), padding: 0.05 },
    color: { type: "diverging", scheme: "RdBu", domain: [-1, 1], pivot: 0 },
    marks: [
      cell(cells.filter(isSure), { ...place, fill: "rho" }),
      cell(
        cells.filter((one) => !isSure(one)),
        { ...place, fill: () => "#e4e4e4" },
      ),
      text([...cells], {
        ...place,
        text: ({ rho, n }: WindowCell) => `${fixed(rho, 2)}\nn ${n}`,
        fill: (one: WindowCell) => (isSure(one) && Math.abs(one.rho) > 0.65 ? "white" : "black"),
      }),
    ],
  };
}

function captionOf({ maxT }: WindowScan): string {
  const lowest = maxT === null ? null : least(maxT.p.values());
  const tested =
    lowest === null
      ? t("Too few configurations have every window for a test.")
      : t("Smallest {0}, corrected for the number of windows by permutation.", pText(lowest));
  return captionOfSentences(
    t("Spearman's ρ across configurations; gray: fewer than {0} configurations.", fewConfigurations),
    tested,
  );
}
