import { modelNames, type ModelFit, type ModelName } from "../../src/numerics/modelFit.ts";
import type { RunReview } from "../../src/review/runReview.ts";
import { element } from "../shared/element.ts";
import { fixed, significant } from "../shared/format.ts";
import { modelLooks } from "./models.ts";

/** Decay exponents by the names that the fits give them. */
const exponents: readonly string[] = ["alpha", "alphaBefore", "alphaAfter", "beta", "b"];

/** The fitted models, the best one marked; a model that was refused says why in its row. */
export function modelTable({ fits, best }: RunReview): HTMLElement | null {
  if (fits === null) {
    return null;
  }
  const titles = ["Model", "Exponent", "Parameters", "R²", "AICc", "Weight", "n", "n eff."];
  const head = titles.map((text, i) =>
    element("th", { text, attributes: { scope: "col" }, ...(i < 3 ? {} : { class: "number" }) }),
  );
  return element("div", {
    class: "scroll",
    children: [
      element("table", {
        children: [
          element("caption", { class: "hidden", text: "Fitted models" }),
          element("thead", { children: [element("tr", { children: head })] }),
          element("tbody", { children: modelNames.map((name) => row(name, fits[name], name === best)) }),
        ],
      }),
    ],
  });
}

function row(name: ModelName, fit: ModelFit, best: boolean): HTMLElement {
  const look = modelLooks[name];
  const title = element("th", {
    text: look.label,
    attributes: { scope: "row", title: look.formula },
    children: best ? [element("span", { class: "best", text: "best" })] : [],
  });
  if (fit.reason !== null) {
    const reason = element("td", { class: "reason", text: fit.reason, attributes: { colspan: "7" } });
    return element("tr", { children: [title, reason] });
  }
  const numbers = [fixed(fit.r2, 4), fixed(fit.aicc, 1), fixed(fit.weight, 3), String(fit.n), fixed(fit.nEff, 0)];
  return element("tr", {
    ...(best ? { class: "best-row" } : {}),
    children: [
      title,
      element("td", { text: parameters(fit, (key) => exponents.includes(key)) }),
      element("td", { text: parameters(fit, (key) => !exponents.includes(key)) }),
      ...numbers.map((text) => element("td", { class: "number", text })),
    ],
  });
}

function parameters({ params }: ModelFit, wanted: (key: string) => boolean): string {
  return Object.entries(params)
    .filter(([key]) => wanted(key))
    .map(([key, value]) => `${symbols[key] ?? key} ${significant(value)}`)
    .join("  ");
}

const symbols: Readonly<Record<string, string>> = {
  alpha: "α",
  alphaBefore: "α before",
  alphaAfter: "α after",
  beta: "β",
  tau: "τ",
};
