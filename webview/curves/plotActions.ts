import type { SavedFile } from "../../src/protocol/runsPage.ts";
import type { LinesChart } from "../../src/sweep/curves/linesChart.ts";
import { element, icon } from "../ui/element.ts";
import type { Menu, MenuEntry } from "../ui/menu.ts";
import { t } from "../ui/text.ts";
import { pngOf } from "../ui/pngOf.ts";
import type { CurvePlot } from "./curvePlot.ts";
import { valuesCsv } from "./valuesCsv.ts";

export interface PlotActionParts {
  readonly menu: Menu;
  readonly plot: () => CurvePlot;
  /** The chart as a paper of this many columns shows it, as an SVG document. */
  readonly draw: (width: LinesChart["width"]) => Promise<string>;
  readonly save: (file: SavedFile) => void;
}

const confirmedFor = 3_000;

/** What can be taken away of a chart: its picture and its numbers, each with a word that it was done. */
export function plotActions(parts: PlotActionParts): readonly HTMLElement[] {
  const said = element("span", { class: "muted", attributes: { role: "status" } });
  let timer = 0;
  const say = (words: string): void => {
    said.textContent = words;
    clearTimeout(timer);
    timer = window.setTimeout(() => (said.textContent = ""), confirmedFor);
  };
  const label = t("Save or copy this chart");
  const opener = element("button", {
    class: "plain",
    attributes: { type: "button", title: label, "aria-label": label, "aria-haspopup": "menu" },
    children: [icon("save")],
  });
  opener.addEventListener("click", () =>
    parts.menu.open({ anchor: opener, focusAfter: opener, label }, () => entries(parts, say)),
  );
  return [said, opener];
}

function entries({ plot, draw, save }: PlotActionParts, say: (words: string) => void): readonly MenuEntry[] {
  const entry = (words: string, act: () => Promise<string>): MenuEntry => ({
    label: words,
    act: () => {
      act().then(say, (error: unknown) => say(error instanceof Error ? error.message : String(error)));
    },
  });
  const saved = (width: LinesChart["width"], kind: "svg" | "png"): (() => Promise<string>) => {
    return async () => {
      const svg = await draw(width);
      save({ kind, name: plot().title, content: kind === "svg" ? svg : await pngOf(svg) });
      return "";
    };
  };
  return [
    entry(t("Save as SVG, one column wide…"), saved("one", "svg")),
    entry(t("Save as SVG, two columns wide…"), saved("two", "svg")),
    entry(t("Save as PNG, one column wide…"), saved("one", "png")),
    entry(t("Save as PNG, two columns wide…"), saved("two", "png")),
    entry(t("Save the values as CSV…"), () => {
      save({ kind: "csv", name: plot().title, content: valuesCsv(plot().lines) });
      return Promise.resolve("");
    }),
    null,
    entry(t("Copy the picture"), async () => copied(copyPicture(await draw("two")))),
    entry(t("Copy the values as CSV"), () => copied(navigator.clipboard.writeText(valuesCsv(plot().lines)))),
  ];
}

async function copied(write: Promise<void>): Promise<string> {
  await write;
  return t("Copied");
}

async function copyPicture(svg: string): Promise<void> {
  const bytes = Uint8Array.from(atob(await pngOf(svg)), (letter) => letter.charCodeAt(0));
  await navigator.clipboard.write([new ClipboardItem({ "image/png": new Blob([bytes], { type: "image/png" }) })]);
}
