import { element } from "../ui/element.ts";
import { t } from "../ui/text.ts";

export interface PromptPlace {
  readonly anchor: HTMLElement;
  /** Has the focus again once the text is given. */
  readonly focusAfter: HTMLElement;
}

export interface PromptQuestion {
  readonly label: string;
  readonly value: string;
  readonly hint: string;
  readonly give: (text: string) => void;
}

/** Asks for a text where it will stand: Enter gives it, Escape leaves all as it was, and so does a click elsewhere. */
export class TextPrompt {
  #root: HTMLElement | null = null;
  #place: PromptPlace | null = null;

  constructor() {
    document.addEventListener("pointerdown", (event) => {
      if (this.#root !== null && event.target instanceof Node && !this.#root.contains(event.target)) {
        this.#close(false);
      }
    });
  }

  ask(place: PromptPlace, { label, value, hint, give }: PromptQuestion): void {
    this.#close(false);
    const input = element("input", {
      attributes: { type: "text", id: "prompt-text", "aria-describedby": "prompt-hint" },
    });
    input.value = value;
    input.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key === "Enter") {
        event.preventDefault();
        this.#close(true);
        give(input.value.trim());
      } else if (event.key === "Escape" || event.key === "Tab") {
        event.preventDefault();
        this.#close(true);
      }
    });
    this.#root = element("div", {
      class: "prompt",
      attributes: { role: "dialog", "aria-label": label },
      children: [
        element("label", { text: label, attributes: { for: "prompt-text" } }),
        input,
        element("div", { class: "muted", text: hint, attributes: { id: "prompt-hint" } }),
      ],
    });
    this.#place = place;
    document.body.append(this.#root);
    this.#move(this.#root, place.anchor);
    input.focus();
    input.select();
  }

  #close(returnsFocus: boolean): void {
    const place = this.#place;
    this.#root?.remove();
    this.#root = null;
    this.#place = null;
    if (returnsFocus) {
      place?.focusAfter.focus();
    }
  }

  #move(root: HTMLElement, anchor: HTMLElement): void {
    const { left, top, bottom } = anchor.getBoundingClientRect();
    const { width, height } = root.getBoundingClientRect();
    const margin = 4;
    const below = bottom + 2 + height < window.innerHeight;
    root.style.left = `${Math.max(margin, Math.min(left, window.innerWidth - width - margin))}px`;
    root.style.top = `${Math.max(margin, below ? bottom + 2 : top - height - 2)}px`;
  }
}

/** What stands below the box. */
export function promptHint(): string {
  return t("Enter saves, Escape cancels");
}
