import "../../styles/head.css";
import { button } from "../../ui/controls.ts";
import { element, icon } from "../../ui/element.ts";
import { lineLabel } from "../findingList.ts";
import { stateIcons } from "./runStateView.ts";
import type { Verdict } from "./verdict.ts";

/** The verdict over the page: icon, words and color together, and the way to its line. */
export function verdictBanner(
  { state, text, line }: Verdict,
  inRecords: boolean,
  openLog: (line: number | null) => void,
): HTMLElement {
  return element("div", {
    class: `verdict ${state}`,
    children: [
      icon(stateIcons[state]),
      element("p", { text }),
      line === null
        ? null
        : button({ label: lineLabel(inRecords, line), icon: "go-to-file", onClick: () => openLog(line) }),
    ],
  });
}
