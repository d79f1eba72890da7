import { least } from "../../extremes.ts";
import { cell, text } from "@observablehq/plot";
import { t } from "../../l10n.ts";
import { fixed, pText } from "../report/numbers.ts";
import type { Figure, FigureInput } from "./figure.ts";
import { svgOf } from "./svg.ts";

/** Fewer configurations say nothing of a window. */
const fewConfigurations = 10;

/** How well the slope of each window predicts the outcome, by its start and end. */
export function windowsFigure({ analysis, width }: FigureInput): Figure {
  const about = { name: "windows", title: t("Does the window of the slope matter?") };
  const cells = [...analysis.windows.windows].flatMap(([name, { between }]) => {
    const [start, end] = name.split("-").map(Number);
    return between === null || start === undefined || end === undefined
      ? []
      : [{ start, end, rho: between.rho, n: between.n }];
  });
  if (cells.length < 2) {
    return { ...about, svg: null, caption: t("Fewer than two windows have a slope in enough configurations.") };
  }
  const sorted = (values: readonly number[]): number[] => [...new Set(values)].sort((one, other) => one - other);
  const starts = sorted(cells.map(({ start }) => start)).reverse();
  const sure = (one: (typeof cells)[number]): boolean => one.n >= fewConfigurations;
  const svg = svgOf({
    width,
    height: starts.length * 42 + 62,
    marginLeft: 40,
    marginTop: 22,
    marginBottom: 40,
    x: {
      type: "band",
      domain: sorted(cells.map(({ end }) => end)),
      label: t("window ends at epoch"),
      labelAnchor: "center",
      tickSize: 0,
      padding: 0.04,
    },
    y: { type: "band", domain: starts, label: t("window starts at epoch"), tickSize: 0, padding: 0.05 },
    color: { type: "diverging", scheme: "RdBu", domain: [-1, 1], pivot: 0 },
    marks: [
      cell(cells.filter(sure), { x: "end", y: "start", fill: "rho" }),
      cell(
        cells.filter((one) => !sure(one)),
        { x: "end", y: "start", fill: () => "#e4e4e4" },
      ),
      text(cells, {
        x: "end",
        y: "start",
        text: ({ rho, n }: (typeof cells)[number]) => `${fixed(rho, 2)}\nn ${n}`,
        fill: ({ rho, n }: (typeof cells)[number]) =>
          n >= fewConfigurations && Math.abs(rho) > 0.65 ? "white" : "black",
      }),
    ],
  });
  const { maxT } = analysis.windows;
  const lowest = maxT === null ? null : least(maxT.p.values());
  const tested =
    lowest === null
      ? t("Too few configurations have every window for a test.")
      : t("Smallest {0}, corrected for the number of windows by permutation.", pText(lowest));
  return {
    ...about,
    svg,
    caption: `${t("Spearman's ρ across configurations; gray: fewer than {0} of them.", fewConfigurations)} ${tested}`,
  };
}
