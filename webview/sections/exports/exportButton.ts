import type { SavedKind } from "../../../src/protocol/panel.ts";
import { element, icon } from "../../ui/element.ts";
import type { Menu, MenuEntry } from "../../ui/menu.ts";
import { t } from "../../ui/text.ts";
import { tool, setLabel } from "../../ui/tool.ts";
import type { ChartExport } from "./chartExport.ts";
import { pngOf } from "../../ui/pngOf.ts";
import type { LinesChart } from "../../../src/sweep/curves/linesChart.ts";
import { paperChart, type PaperOptions } from "./chartPaper.ts";
import { pictureSizes, sizeName, type PictureSize } from "./pictureSize.ts";

/** What of a chart is written to a file. */
export interface SavedChart {
  readonly kind: SavedKind;
  /** Of the file, without its ending. */
  readonly name: string;
  /** A PNG in base64. */
  readonly text: string;
}

/** What the exports of all charts of a page share. */
export interface Exporting {
  readonly menu: Menu;
  /** Name of the run, for titles. */
  readonly run: () => string;
  /** A chart as an SVG document; rejects with the reason where it cannot be drawn. */
  readonly draw: (chart: LinesChart) => Promise<string>;
  /** Writes a file that the person names. */
  readonly save: (file: SavedChart) => void;
  size: PictureSize;
  hasTitle: boolean;
}

const confirmedFor = 1_500;

/** A button that opens what can be taken away of a chart: a small one, with a sign alone, where `isSmall`. */
export function exportButton(
  exporting: Exporting,
  { source, isSmall, label }: { readonly source: () => ChartExport | null; readonly isSmall: boolean; label: string },
): HTMLElement {
  const said = element("span", { class: "muted said", attributes: { role: "status" } });
  const made = isSmall ? smallButton(label) : tool("export", true);
  if (!isSmall) {
    setLabel(made, t("Export"));
    made.setAttribute("aria-label", label);
  }
  let timer = 0;
  const say = (words: string): void => {
    said.textContent = words;
    clearTimeout(timer);
    timer = window.setTimeout(() => (said.textContent = ""), confirmedFor);
  };
  made.addEventListener("click", () =>
    exporting.menu.open({ anchor: made, focusAfter: made, label }, () => entriesOf(exporting, source, say)),
  );
  return element("span", { class: "export", children: [said, made] });
}

function smallButton(label: string): HTMLElement {
  return element("button", {
    class: "plain",
    attributes: { type: "button", title: label, "aria-label": label, "aria-haspopup": "menu" },
    children: [icon("export")],
  });
}

function entriesOf(
  exporting: Exporting,
  source: () => ChartExport | null,
  say: (words: string) => void,
): readonly MenuEntry[] {
  const withSource: WithSource = (act) => () => {
    const shown = source();
    if (shown !== null) {
      act(shown).catch(() => say(t("Could not copy or save the chart")));
    }
  };
  return [...chartEntries(exporting, withSource, say), null, ...lookEntries(exporting)];
}

type WithSource = (act: (shown: ChartExport) => Promise<void>) => () => void;

/** What takes the chart away. */
function chartEntries(
  exporting: Exporting,
  withSource: WithSource,
  say: (words: string) => void,
): readonly MenuEntry[] {
  const svg = (shown: ChartExport): Promise<string> => exporting.draw(paperChart(shown, optionsOf(exporting, shown)));
  const png = async (shown: ChartExport): Promise<string> => pngOf(await svg(shown), exporting.size.sharpness);
  const save = async (shown: ChartExport, kind: SavedChart["kind"], text: string | Promise<string>): Promise<void> => {
    exporting.save({ kind, name: shown.name, text: await text });
  };
  return [
    {
      label: t("Copy picture"),
      act: withSource(async (shown) => {
        await navigator.clipboard.write([new ClipboardItem({ "image/png": png(shown).then(blobOf) })]);
        say(t("Copied"));
      }),
    },
    {
      label: t("Copy values (CSV)"),
      act: withSource(async (shown) => {
        await navigator.clipboard.writeText(shown.csv());
        say(t("Copied"));
      }),
    },
    null,
    { label: t("Save PNG…"), act: withSource((shown) => save(shown, "png", png(shown))) },
    { label: t("Save SVG…"), act: withSource((shown) => save(shown, "svg", svg(shown))) },
    { label: t("Save CSV…"), act: withSource((shown) => save(shown, "csv", shown.csv())) },
  ];
}

/** How pictures look: their size, and whether they have a title. */
function lookEntries(exporting: Exporting): readonly MenuEntry[] {
  return [
    ...pictureSizes.map((size) => ({
      ...{ label: sizeName(size), checked: exporting.size === size, stays: true },
      act: () => (exporting.size = size),
    })),
    {
      ...{ label: t("With a title"), checked: exporting.hasTitle, stays: true },
      act: () => (exporting.hasTitle = !exporting.hasTitle),
    },
  ];
}

function optionsOf({ size, hasTitle, run }: Exporting, { title }: ChartExport): PaperOptions {
  return { width: size.id, title: hasTitle ? t("{0}: {1}", run(), title) : "" };
}

/** A PNG from its base64. */
function blobOf(base64: string): Blob {
  return new Blob([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], { type: "image/png" });
}
