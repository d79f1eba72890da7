import "../styles/liveMark.css";
import type { RunState } from "../../src/protocol/panel.ts";
import { markName } from "../../src/run/liveMark.ts";
import { element, icon } from "../ui/element.ts";
import { currentLanguage, t } from "../ui/text.ts";

/** Says whether the run goes on, and that what was fitted is provisional as long as it may. */
export class LiveMarkView {
  /** Stands beside the run's name; a screen reader is told when it turns. */
  readonly root = element("span", { class: "mark", attributes: { role: "status" } });
  /** Stands beside the title of the models. */
  readonly provisional = element("span", { class: "mark provisional" });
  #shown = "";

  constructor() {
    this.provisional.append(t("provisional"));
    this.provisional.title = t("The run may go on: fits and knee move with what comes.");
    this.show({ live: null, review: null });
  }

  show({ live, review }: Pick<RunState, "live" | "review">): void {
    this.root.hidden = live === null;
    this.provisional.hidden = live === null || live.mark === "ended" || (review?.best ?? null) === null;
    // Only what is new is written: whatever is written is read out.
    if (live !== null && live.mark !== this.#shown) {
      this.#shown = live.mark;
      this.root.className = `mark ${live.mark}`;
      this.root.replaceChildren(icon(icons[live.mark]), markName(live.mark));
    }
    if (live !== null) {
      this.root.title = t("The log grew last at {0}.", moment(live.lastGrowth));
    }
  }
}

const icons = { live: "pulse", stalled: "debug-pause", ended: "circle-slash" } as const;

function moment(milliseconds: number): string {
  return new Date(milliseconds).toLocaleString(currentLanguage().tag);
}
