import { element } from "../ui/element.ts";

/** One of what can be chosen. */
export interface Option {
  readonly value: string;
  readonly text: string;
}

/** A list on the page to choose one from. */
export interface Choice {
  readonly root: HTMLElement;
  show(options: readonly Option[], chosen: string): void;
}

/** A list to choose one from, with its name before it; `change` is called with the value that a person chose. */
export function choice(name: string, change: (value: string) => void): Choice {
  const list = element("select");
  list.addEventListener("change", () => change(list.value));
  let shown = "";
  return {
    root: element("label", { class: "relation-choice", children: [element("span", { text: name }), list] }),
    show: (options, chosen) => {
      const text = JSON.stringify(options);
      if (text !== shown) {
        shown = text;
        list.replaceChildren(
          ...options.map((option) => element("option", { text: option.text, attributes: { value: option.value } })),
        );
      }
      list.value = chosen;
    },
  };
}
