import type { RunReview, Slope } from "../../src/review/runReview.ts";
import { modelLooks } from "../run/models.ts";
import { element } from "../shared/element.ts";
import { fixed, intervalText, significant } from "../shared/format.ts";
import { t } from "../shared/text.ts";
import type { Compared } from "./compared.ts";
import { lookSample } from "./runLook.ts";

interface Column {
  readonly title: string;
  readonly text: (review: RunReview) => string;
}

/** What is set beside each other of runs; an absent number is a dash, its reason is in the run's own review. */
export const compareColumns = (): readonly Column[] => [
  { title: t("Records"), text: ({ records }) => records.toLocaleString() },
  { title: t("Best model"), text: ({ best }) => (best === null ? "–" : modelLooks[best].label) },
  { title: "R²", text: ({ best, fits }) => (best === null ? "–" : fixed(fits?.[best].r2 ?? null, 4)) },
  { title: t("Knee"), text: ({ knee }) => withInterval(knee?.epoch ?? null, knee?.interval ?? null) },
  { title: t("Early slope α"), text: ({ slopes }) => slopeText(slopes?.early) },
  { title: t("Full slope α"), text: ({ slopes }) => slopeText(slopes?.full) },
  { title: t("Curvature settles"), text: ({ curvature }) => significant(curvature?.plateau.epoch ?? null) },
  { title: t("Noise floor"), text: ({ noise }) => significant(noise?.floor ?? null, 3) },
  { title: t("Best validation"), text: ({ bestVal }) => significant(bestVal?.value ?? null) },
  { title: t("Findings"), text: ({ findings }) => String(findings.length) },
];

/** One row a run, which is the charts' legend too. */
export function compareTable(compared: readonly Compared[]): HTMLElement {
  const columns = compareColumns();
  const heads = [t("Run"), ...columns.map(({ title }) => title)].map((text, i) =>
    element("th", { text, ...(i > 0 ? { class: "number" } : {}), attributes: { scope: "col" } }),
  );
  const rows = compared.map(({ name, look, shown }) => {
    const title = element("th", {
      attributes: { scope: "row" },
      children: [lookSample(look), element("span", { text: name })],
    });
    const cells = columns.map(({ text }) => element("td", { class: "number", text: text(shown.said) }));
    return element("tr", { children: [title, ...cells] });
  });
  return element("div", {
    class: "scroll",
    attributes: { tabindex: "0", role: "region", "aria-label": t("Runs compared") },
    children: [
      element("table", {
        class: "compare-table",
        children: [
          element("caption", { class: "hidden", text: t("Runs compared") }),
          element("thead", { children: [element("tr", { children: heads })] }),
          element("tbody", { children: rows }),
        ],
      }),
    ],
  });
}

/** The same table in Markdown, for a notebook or an issue. */
export function compareMarkdown(compared: readonly Pick<Compared, "name" | "shown">[]): string {
  const columns = compareColumns();
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [
    line([t("Run"), ...columns.map(({ title }) => title)]),
    line(["---", ...columns.map(() => "---:")]),
    ...compared.map(({ name, shown }) => line([name, ...columns.map(({ text }) => text(shown.said))])),
    "",
  ].join("\n");
}

function slopeText(slope: Slope | undefined): string {
  return withInterval(slope?.alpha ?? null, slope?.interval ?? null);
}

function withInterval(value: number | null, interval: readonly [number, number] | null): string {
  return interval === null ? significant(value, 3) : `${significant(value, 3)} [${intervalText(interval)}]`;
}
