import { modelNames, type ModelName } from "../../src/numerics/modelFit.ts";
import { button, checkbox, choice } from "../shared/controls.ts";
import { element } from "../shared/element.ts";
import type { AxisKind } from "../shared/range.ts";
import { modelLooks } from "./models.ts";
import type { ViewState } from "./viewState.ts";

const kinds: readonly { readonly value: AxisKind; readonly label: string }[] = [
  { value: "log", label: "log" },
  { value: "linear", label: "linear" },
];

/** The controls of the loss chart. `change` is given what a person chose. */
export function toolbar(view: ViewState, change: (chosen: Partial<ViewState>) => void): HTMLElement {
  let { models } = view;
  const toggle = (name: ModelName, shown: boolean): void => {
    models = modelNames.filter((one) => (one === name ? shown : models.includes(one)));
    change({ models });
  };
  const boxes = modelNames.map((name) =>
    checkbox({
      label: modelLooks[name].label,
      checked: models.includes(name),
      sample: element("span", { class: `sample ${name}`, attributes: { "aria-hidden": "true" } }),
      onChange: (shown) => toggle(name, shown),
    }),
  );
  return element("div", {
    class: "toolbar",
    children: [
      choice({ label: "x axis", value: view.x, options: kinds, onChange: (x) => change({ x }) }),
      choice({ label: "y axis", value: view.y, options: kinds, onChange: (y) => change({ y }) }),
      button({ label: "Reset zoom", icon: "screen-full", iconOnly: true, onClick: () => change({ zoom: null }) }),
      element("div", {
        class: "models",
        attributes: { role: "group", "aria-label": "Fitted models to draw" },
        children: boxes,
      }),
    ],
  });
}
