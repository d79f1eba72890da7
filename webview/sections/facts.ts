import type { RunReview } from "../../src/review/model/runReview.ts";
import { element } from "../ui/element.ts";
import { factsOf } from "./runFacts.ts";

/** The numbers next to the models as a list; null without any. */
export function factList(review: RunReview): HTMLElement | null {
  const facts = factsOf(review);
  if (facts.length === 0) {
    return null;
  }
  return element("dl", {
    class: "facts",
    children: facts.map(([name, value]) =>
      element("div", { children: [element("dt", { text: name }), element("dd", { text: value })] }),
    ),
  });
}
