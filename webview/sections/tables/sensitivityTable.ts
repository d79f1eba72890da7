import { greatest, least } from "../../../src/extremes.ts";
import { element } from "../../ui/element.ts";
import { fixed, significant } from "../../ui/format.ts";
import type { SlopeGrid } from "../sensitivity.ts";
import { t } from "../../ui/text.ts";

/** Strongest color of a cell, weak enough for its text to stay legible. */
const strongest = 38;

/** The grid as a heat map that is a table: every cell says its number. */
export function sensitivityTable(grid: SlopeGrid, clock: string): HTMLElement {
  const found = grid.alphas.flat().filter((alpha) => alpha !== null);
  const [low, high] = [least(found), greatest(found)];
  const words = t(
    "Exponent α of power laws over windows from one {0} to another. It ranges from {1} to {2}. Windows with fewer than 10 bins are blank.",
    clock,
    significant(low, 3),
    significant(high, 3),
  );
  return element("div", {
    children: [
      element("p", { class: "muted", text: words }),
      element("div", {
        class: "scroll",
        attributes: { tabindex: "0", role: "region", "aria-label": t("α over windows") },
        children: [heatTable(grid, [low, high], clock)],
      }),
    ],
  });
}

/** A row for each start of a window, a column for each end. */
function heatTable({ starts, ends, alphas }: SlopeGrid, [low, high]: [number, number], clock: string): HTMLElement {
  const strength = (alpha: number): number => (high > low ? (alpha - low) / (high - low) : 0);
  const heads = ends.map((end) =>
    element("th", { class: "number", text: t("to {0}", significant(end, 3)), attributes: { scope: "col" } }),
  );
  const rows = starts.map((start, i) => {
    const cells = (alphas[i] ?? []).map((alpha) => cell(alpha, alpha === null ? 0 : strength(alpha)));
    const title = element("th", { text: t("from {0}", significant(start, 3)), attributes: { scope: "row" } });
    return element("tr", { children: [title, ...cells] });
  });
  return element("table", {
    class: "heat",
    children: [
      element("thead", { children: [element("tr", { children: [element("td", { text: clock }), ...heads] })] }),
      element("tbody", { children: rows }),
    ],
  });
}

function cell(alpha: number | null, strength: number): HTMLElement {
  const made = element("td", { class: "number", text: alpha === null ? "" : fixed(alpha, 3) });
  if (alpha !== null) {
    const share = Math.round(4 + (strongest - 4) * strength);
    made.style.background = `color-mix(in srgb, var(--vscode-charts-blue) ${share}%, transparent)`;
  }
  return made;
}
