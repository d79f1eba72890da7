import { element } from "./element.ts";

/** A link to a document of `media/docs`, by its file's name without the ending; the host opens it. */
export function docsLink(page: "numbers" | "runs", text: string): HTMLElement {
  const href = `command:slopewise.openDocs?${encodeURIComponent(JSON.stringify([page]))}`;
  return element("a", { class: "docs", text, attributes: { href } });
}
