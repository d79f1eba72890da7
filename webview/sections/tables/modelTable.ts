import type { ModelFit, ModelName } from "../../../src/numerics/models/modelFit.ts";
import { leadingModel, type LeadingModel } from "../../../src/review/model/leadingModel.ts";
import { modelsByFit } from "../../../src/review/model/modelOrder.ts";
import type { RunReview } from "../../../src/review/model/runReview.ts";
import { element } from "../../ui/element.ts";
import { modelColumns, type ModelColumn } from "./modelColumns.ts";
import { modelLooks } from "../../model/models.ts";
import { t } from "../../ui/text.ts";

/**
 * The fitted models, the best one first and marked; a model that was refused says why in its row. Rows and cells carry their roles,
 * since a narrow panel lays them out as cards, which would take a table's meaning from them.
 */
export function modelTable(review: RunReview): HTMLElement | null {
  const { fits } = review;
  const leading = leadingModel(review);
  if (fits === null) {
    return null;
  }
  const order = modelsByFit(fits);
  const reasons = new Set(order.map((name) => fits[name].reason));
  const [common = null] = reasons;
  if (reasons.size === 1 && common !== null) {
    return element("p", { class: "muted", text: t("No model is fitted: {0}.", common) });
  }
  const heads = [
    element("th", { text: t("Model"), attributes: { scope: "col", role: "columnheader" } }),
    ...modelColumns.map(({ title, meaning, kind }) =>
      element("th", {
        text: title,
        ...(kind === "number" ? { class: "number" } : {}),
        attributes: { scope: "col", role: "columnheader", title: meaning },
      }),
    ),
  ];
  return element("div", {
    class: "scroll",
    children: [
      element("table", {
        class: "models-table cards",
        attributes: { role: "table" },
        children: [
          element("caption", { class: "hidden", text: t("Fitted models") }),
          rowGroup("thead", [element("tr", { attributes: { role: "row" }, children: heads })]),
          rowGroup(
            "tbody",
            order.map((name) => row(name, fits[name], name === leading?.name ? leading : null)),
          ),
        ],
      }),
    ],
  });
}

function rowGroup(tag: "thead" | "tbody", children: readonly HTMLElement[]): HTMLElement {
  return element(tag, { attributes: { role: "rowgroup" }, children });
}

function row(name: ModelName, fit: ModelFit, leading: LeadingModel | null): HTMLElement {
  const look = modelLooks[name];
  const title = element("th", {
    attributes: { scope: "row", role: "rowheader", title: look.formula },
    children: [
      element("span", { class: `sample ${name}`, attributes: { "aria-hidden": "true" } }),
      element("span", { class: "model-name", text: look.label }),
      leading === null ? null : element("span", { class: "best", text: leading.isBest ? t("best") : t("closest") }),
      element("span", { class: "formula muted", text: look.formula }),
    ],
  });
  const cells =
    fit.reason === null
      ? modelColumns.map((column) => cell(column, fit))
      : [
          element("td", {
            class: "reason",
            text: fit.reason,
            attributes: { colspan: String(modelColumns.length), role: "cell" },
          }),
        ];
  return element("tr", {
    attributes: { role: "row" },
    ...(leading === null ? {} : { class: "best-row" }),
    children: [title, ...cells],
  });
}

function cell(column: ModelColumn, fit: ModelFit): HTMLElement {
  const attributes = { role: "cell", "data-title": column.title };
  if (column.kind === "number") {
    return element("td", { class: "number", text: column.text(fit), attributes });
  }
  const children = column.parameters(fit).map(({ value, interval }) =>
    element("span", {
      class: "parameter",
      children: [element("span", { text: value }), " ", element("span", { class: "muted", text: interval })],
    }),
  );
  return element("td", { class: "parameters", attributes, children });
}
