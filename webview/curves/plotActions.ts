import { element, icon } from "../ui/element.ts";
import { t } from "../ui/text.ts";
import type { CurvePlot } from "./curvePlot.ts";
import { valuesCsv } from "./valuesCsv.ts";

const confirmedFor = 1_500;

/** What can be taken away of a chart: its picture and its numbers, each with a word that it was done. */
export function plotActions(plot: () => CurvePlot): readonly HTMLElement[] {
  const said = element("span", { class: "muted", attributes: { role: "status" } });
  let timer = 0;
  const say = (words: string): void => {
    said.textContent = words;
    clearTimeout(timer);
    timer = window.setTimeout(() => (said.textContent = ""), confirmedFor);
  };
  const action = (glyph: string, label: string, write: () => Promise<void>): HTMLElement => {
    const made = element("button", {
      class: "plain",
      attributes: { type: "button", title: label, "aria-label": label },
      children: [icon(glyph)],
    });
    made.addEventListener("click", () => {
      write().then(
        () => say(t("Copied")),
        () => say(t("The clipboard cannot be written")),
      );
    });
    return made;
  };
  return [
    said,
    action("table", t("Copy the values as CSV"), () => navigator.clipboard.writeText(valuesCsv(plot().lines))),
    action("device-camera", t("Copy the picture"), () => copyPicture(plot())),
  ];
}

async function copyPicture(plot: CurvePlot): Promise<void> {
  const picture = await plot.picture();
  if (picture === null) {
    throw new Error("The canvas gives no picture.");
  }
  await navigator.clipboard.write([new ClipboardItem({ "image/png": picture })]);
}
