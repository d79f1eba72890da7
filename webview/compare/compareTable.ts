import type { RunReview, Slope } from "../../src/review/model/runReview.ts";
import { modelLooks } from "../model/models.ts";
import { element } from "../ui/element.ts";
import { fixed, intervalText, significant } from "../ui/format.ts";
import { literally, markdownTable } from "../ui/markdown.ts";
import { grouped, t } from "../ui/text.ts";
import type { Compared } from "./compared.ts";
import { styleSample } from "./runStyle.ts";

interface Column {
  readonly title: string;
  readonly text: (review: RunReview) => string;
}

/** What is set beside each other of runs; an absent number is a dash, its reason is in the run's own review. */
const compareColumns = (): readonly Column[] => [
  { title: t("Records"), text: ({ records }) => grouped(records) },
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

/**
 * One row a run, which is the charts' legend too. Rows and cells carry their roles, since a narrow panel lays them out as
 * cards, which would take a table's meaning from them.
 */
export function compareTable(compared: readonly Compared[]): HTMLElement {
  const columns = compareColumns();
  const heads = [t("Run"), ...columns.map(({ title }) => title)].map((text, i) =>
    element("th", { text, ...(i > 0 ? { class: "number" } : {}), attributes: { scope: "col", role: "columnheader" } }),
  );
  return element("div", {
    class: "scroll",
    attributes: { tabindex: "0", role: "region", "aria-label": t("Runs compared") },
    children: [
      element("table", {
        class: "compare-table cards",
        attributes: { role: "table" },
        children: [
          element("caption", { class: "hidden", text: t("Runs compared") }),
          part("thead", [part("tr", heads)]),
          part(
            "tbody",
            compared.map((one) => row(one, columns)),
          ),
        ],
      }),
    ],
  });
}

function part(tag: "thead" | "tbody" | "tr", children: readonly HTMLElement[]): HTMLElement {
  return element(tag, { attributes: { role: tag === "tr" ? "row" : "rowgroup" }, children });
}

function row({ name, look, shown }: Compared, columns: readonly Column[]): HTMLElement {
  const title = element("th", {
    attributes: { scope: "row", role: "rowheader" },
    children: [styleSample(look), element("span", { text: name })],
  });
  const cells = columns.map((column) =>
    element("td", {
      class: "number",
      text: column.text(shown.said),
      attributes: { role: "cell", "data-title": column.title },
    }),
  );
  return part("tr", [title, ...cells]);
}

/** The same table in Markdown, for a notebook or an issue. */
export function compareMarkdown(compared: readonly Pick<Compared, "name" | "shown">[]): string {
  const columns = compareColumns();
  return markdownTable(
    [{ title: t("Run"), isNumber: false }, ...columns.map(({ title }) => ({ title, isNumber: true }))],
    compared.map(({ name, shown }) => [literally(name), ...columns.map(({ text }) => text(shown.said))]),
  );
}

function slopeText(slope: Slope | undefined): string {
  return withInterval(slope?.alpha ?? null, slope?.interval ?? null);
}

function withInterval(value: number | null, interval: readonly [number, number] | null): string {
  return interval === null ? significant(value, 3) : `${significant(value, 3)} [${intervalText(interval)}]`;
}
