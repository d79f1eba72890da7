import { element, icon } from "../../ui/element.ts";
import { t } from "../../ui/text.ts";

/** A star that makes a metric one of those that come first, and no longer. */
export function favoriteButton(
  metric: string,
  { isFavorite, toggle }: { readonly isFavorite: () => boolean; readonly toggle: () => void },
): HTMLElement {
  const label = t("Favorite: {0}", metric);
  const made = element("button", { class: "plain", attributes: { type: "button", title: label, "aria-label": label } });
  const show = (): void => {
    const isOne = isFavorite();
    made.setAttribute("aria-pressed", String(isOne));
    made.replaceChildren(icon(isOne ? "star-full" : "star-empty"));
  };
  made.addEventListener("click", () => {
    toggle();
    show();
  });
  show();
  return made;
}
