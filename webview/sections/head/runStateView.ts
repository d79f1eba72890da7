import "../../styles/runState.css";
import type { PanelState } from "../../../src/protocol/panel.ts";
import { stateName } from "../../../src/run/runState.ts";
import { element, icon } from "../../ui/element.ts";
import { currentLanguage, t } from "../../ui/text.ts";

/** Says whether the run goes on, and that what was fitted is provisional as long as it may. */
export class RunStateView {
  /** Stands next to the run's name; a screen reader is told when it turns. */
  readonly root = element("span", { class: "mark", attributes: { role: "status" } });
  /** Stands next to the title of the models. */
  readonly provisional = element("span", { class: "mark provisional" });
  #shown = "";

  constructor() {
    this.provisional.append(t("provisional"));
    this.provisional.title = t("The run may go on: fits and knee may still change.");
    this.show({ life: null, review: null });
  }

  show({ life, review }: Pick<PanelState, "life" | "review">): void {
    this.root.hidden = life === null;
    this.provisional.hidden = life === null || life.over || (review?.best ?? null) === null;
    // Only what is new is written: whatever is written is read out.
    if (life !== null && life.state !== this.#shown) {
      this.#shown = life.state;
      this.root.className = `mark ${life.state}`;
      this.root.replaceChildren(icon(stateIcons[life.state]), stateName(life.state));
    }
    if (life !== null) {
      this.root.title = t("The log last grew at {0}.", moment(life.lastGrowth));
    }
  }
}

/** A codicon for each state. */
export const stateIcons = {
  live: "pulse",
  stalled: "debug-pause",
  stopped: "debug-stop",
  ended: "pass",
  diverged: "error",
  nan: "error",
} as const;

function moment(milliseconds: number): string {
  return new Date(milliseconds).toLocaleString(currentLanguage().tag);
}
