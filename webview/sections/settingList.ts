import "../styles/settingList.css";
import type { ShownSetting, ShownSettings } from "../../src/review/panel/shownSettings.ts";
import { element } from "../ui/element.ts";
import { counted, decimal, t } from "../ui/text.ts";

/** Settings that the closed line names. */
const fewSettings = 6;

/** The settings of a run: a line of what matters most, which opens onto all of them; null where there are none. */
export function settingList({ settings, baseline }: ShownSettings): HTMLElement | null {
  if (settings.length === 0) {
    return null;
  }
  const differing = settings.filter(({ differs }) => differs);
  const few = (baseline === null ? settings : differing).slice(0, fewSettings);
  const more = settings.length - few.length;
  return element("details", {
    class: "settings",
    children: [
      element("summary", {
        children: [
          element("span", { class: "muted", text: headText(baseline, differing.length) }),
          ...few.map((setting) => settingView(setting, baseline)),
          more === 0 ? null : element("span", { class: "muted", text: t("({0} more)", more) }),
        ],
      }),
      settingTable(settings, baseline),
    ],
  });
}

function headText(baseline: string | null, differing: number): string {
  if (baseline === null) {
    return t("Settings:");
  }
  return differing === 0
    ? t("Settings, the same as those of the baseline {0}:", baseline)
    : counted(
        differing,
        ["{0} setting differs from the baseline {1}:", "{0} settings differ from the baseline {1}:"],
        baseline,
      );
}

/** A setting in the closed line: "lr 0.1", and after it what the baseline has. */
function settingView({ key, value, source, other, differs }: ShownSetting, baseline: string | null): HTMLElement {
  const title = value === null ? "" : t("{0} = {1}, from {2}", key, valueText(value), source);
  return element("span", {
    class: "setting",
    attributes: title === "" ? {} : { title },
    children: [
      `${key} `,
      element("b", { text: valueText(value) }),
      baseline !== null && differs ? element("span", { class: "muted", text: ` (${valueText(other)})` }) : null,
    ],
  });
}

function settingTable(settings: readonly ShownSetting[], baseline: string | null): HTMLElement {
  const heads = [t("Setting"), t("Value"), ...(baseline === null ? [] : [baseline]), t("From")];
  const head = element("tr", { children: heads.map((text) => element("th", { text, attributes: { scope: "col" } })) });
  const lines = settings.map(({ key, value, other, differs, source }) =>
    element("tr", {
      class: differs ? "differs" : "",
      children: [
        element("th", { text: key, attributes: { scope: "row" } }),
        element("td", { text: valueText(value) }),
        baseline === null ? null : element("td", { text: valueText(other) }),
        element("td", { class: "muted", text: source }),
      ],
    }),
  );
  return element("div", {
    class: "scroll",
    attributes: { tabindex: "0", role: "region", "aria-label": t("Settings of the run") },
    children: [
      element("table", { children: [element("thead", { children: [head] }), element("tbody", { children: lines })] }),
    ],
  });
}

function valueText(value: ShownSetting["value"]): string {
  return value === null ? "–" : typeof value === "number" ? decimal(String(value)) : String(value);
}
