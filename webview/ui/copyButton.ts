import { button } from "./controls.ts";
import { element } from "./element.ts";
import { t } from "./text.ts";

const confirmedFor = 1_500;

/** A button that puts text on the clipboard and says next to itself whether that was done. */
export function copyButton(label: string, text: () => string): HTMLElement {
  return copier(label, () => navigator.clipboard.writeText(text()));
}

function copier(label: string, write: () => Promise<void>): HTMLElement {
  const said = element("span", { class: "muted", attributes: { role: "status" } });
  let timer = 0;
  const say = (words: string): void => {
    said.textContent = words;
    clearTimeout(timer);
    timer = window.setTimeout(() => (said.textContent = ""), confirmedFor);
  };
  const made = button({
    label,
    icon: "copy",
    onClick: () => {
      write().then(
        () => say(t("Copied")),
        () => say(t("Could not copy to the clipboard")),
      );
    },
  });
  return element("span", { class: "copy", children: [said, made] });
}
