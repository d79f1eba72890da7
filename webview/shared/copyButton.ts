import { button } from "./controls.ts";
import { element } from "./element.ts";

const confirmedFor = 1_500;

/** A button that puts text on the clipboard and says beside itself whether that was done. */
export function copyButton(label: string, text: () => string): HTMLElement {
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
      navigator.clipboard.writeText(text()).then(
        () => say("Copied"),
        () => say("The clipboard cannot be written"),
      );
    },
  });
  return element("span", { class: "copy", children: [said, made] });
}
