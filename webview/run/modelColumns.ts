import { modelNames, type ModelFit } from "../../src/numerics/modelFit.ts";
import type { RunReview } from "../../src/review/runReview.ts";
import { fixed, significant } from "../shared/format.ts";
import { modelLooks } from "./models.ts";
import { grouped, t } from "../shared/text.ts";

/** A column of the table of models, in the panel and in what is copied from it. */
export interface ModelColumn {
  readonly title: string;
  readonly isNumber: boolean;
  readonly text: (fit: ModelFit) => string;
}

/** Decay exponents by the names that the fits give them. */
const exponents: readonly string[] = ["alpha", "alphaBefore", "alphaAfter", "beta", "b"];

export const modelColumns: readonly ModelColumn[] = [
  {
    get title() {
      return t("Exponent");
    },
    isNumber: false,
    text: (fit) => parameters(fit, (key) => exponents.includes(key)),
  },
  {
    get title() {
      return t("Parameters");
    },
    isNumber: false,
    text: (fit) => parameters(fit, (key) => !exponents.includes(key)),
  },
  { title: "R²", isNumber: true, text: (fit) => fixed(fit.r2, 4) },
  { title: "AICc", isNumber: true, text: (fit) => fixed(fit.aicc, 1) },
  {
    get title() {
      return t("Weight");
    },
    isNumber: true,
    text: (fit) => fixed(fit.weight, 3),
  },
  { title: "n", isNumber: true, text: (fit) => grouped(fit.n) },
  {
    get title() {
      return t("n eff.");
    },
    isNumber: true,
    text: (fit) => fixed(fit.nEff, 0),
  },
];

/** The same table in Markdown, for a notebook or an issue. */
export function modelMarkdown({ fits, best }: RunReview): string {
  if (fits === null) {
    return "";
  }
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  const rows = modelNames.map((name) => {
    const fit = fits[name];
    const title = name === best ? `**${modelLooks[name].label}**` : modelLooks[name].label;
    const cells =
      fit.reason === null
        ? modelColumns.map((column) => column.text(fit))
        : modelColumns.map((_, i) => (i === 0 ? (fit.reason ?? "") : ""));
    return line([title, ...cells.map((text) => text.replaceAll("|", "\\|"))]);
  });
  return [
    line([t("Model"), ...modelColumns.map(({ title }) => title)]),
    line(["---", ...modelColumns.map(({ isNumber }) => (isNumber ? "---:" : "---"))]),
    ...rows,
    "",
  ].join("\n");
}

/** What stands between two parameters in a cell. */
export const betweenParameters = "  ";

function parameters({ params }: ModelFit, wanted: (key: string) => boolean): string {
  return Object.entries(params)
    .filter(([key]) => wanted(key))
    .map(([key, value]) => `${symbolOf(key)} ${significant(value)}`)
    .join(betweenParameters);
}

function symbolOf(parameter: string): string {
  switch (parameter) {
    case "alpha":
      return "α";
    case "alphaBefore":
      return t("α before");
    case "alphaAfter":
      return t("α after");
    case "beta":
      return "β";
    case "tau":
      return "τ";
    default:
      return parameter;
  }
}
