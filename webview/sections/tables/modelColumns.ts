import type { ModelFit } from "../../../src/numerics/models/modelFit.ts";
import { isWide, joints } from "../../../src/review/model/isWide.ts";
import { leadingModel } from "../../../src/review/model/leadingModel.ts";
import { modelsByFit } from "../../../src/review/model/modelOrder.ts";
import type { RunReview } from "../../../src/review/model/runReview.ts";
import { byInterval, fixed, intervalByItself, significant } from "../../ui/format.ts";
import { markdownTable } from "../../ui/markdown.ts";
import { modelLooks } from "../../model/models.ts";
import { grouped, t } from "../../ui/text.ts";

/** A column of the table of models, in the panel and in what is copied from it. */
export type ModelColumn =
  | (ColumnHead & { readonly kind: "number"; readonly text: (fit: ModelFit) => string })
  | (ColumnHead & { readonly kind: "parameters"; readonly parameters: (fit: ModelFit) => Parameter[] });

interface ColumnHead {
  readonly title: string;
  /** What the column holds, in a sentence for the pointer. */
  readonly meaning: string;
}

/** A parameter as it is written: its name and value, and its interval in brackets where it has one. */
interface Parameter {
  readonly value: string;
  readonly interval: string;
}

/** Decay exponents by the names that the fits give them. */
const exponents: readonly string[] = ["alpha", "alphaBefore", "alphaAfter", "beta", "b"];

export const modelColumns: readonly ModelColumn[] = [
  {
    get title() {
      return t("Exponent [95% CI]");
    },
    get meaning() {
      return t("As this model fits it. To cite an exponent of the run, take the full exponent below.");
    },
    kind: "parameters",
    parameters: (fit) => parameters(fit, (key) => exponents.includes(key)),
  },
  {
    get title() {
      return t("Parameters [95% CI]");
    },
    get meaning() {
      return t("The other parameters of each formula, with the interval of each that has one");
    },
    kind: "parameters",
    parameters: (fit) => parameters(fit, (key) => !exponents.includes(key)),
  },
  {
    title: "R²",
    get meaning() {
      return t("Share of the variation of ln(loss) that the model explains");
    },
    kind: "number",
    text: (fit) => fixed(fit.r2, 4),
  },
  {
    title: "AICc",
    get meaning() {
      return t("Akaike's information criterion, corrected for few points: lower is better");
    },
    kind: "number",
    text: (fit) => fixed(fit.aicc, 1),
  },
  {
    get title() {
      return t("Weight");
    },
    get meaning() {
      return t("Akaike weight: how much the data favors this model over the others; the weights add up to 1");
    },
    kind: "number",
    text: (fit) => fixed(fit.weight, 3),
  },
  {
    title: "n",
    get meaning() {
      return t("Number of bins that the model is fitted to");
    },
    kind: "number",
    text: (fit) => grouped(fit.n),
  },
  {
    title: "φ",
    get meaning() {
      return t("Autocorrelation of the residuals from one bin to the next");
    },
    kind: "number",
    text: (fit) => fixed(fit.phi, 2),
  },
];

/** The same table in Markdown, for a notebook or an issue. */
export function modelMarkdown(review: RunReview): string {
  const { fits } = review;
  if (fits === null) {
    return "";
  }
  const rows = modelsByFit(fits).map((name) => {
    const fit = fits[name];
    const title = name === leadingModel(review)?.name ? `**${modelLooks[name].label}**` : modelLooks[name].label;
    const refused = (i: number): string => (i === 0 ? (fit.reason ?? "") : "");
    return [title, ...modelColumns.map((column, i) => (fit.reason === null ? columnText(column, fit) : refused(i)))];
  });
  const columns = modelColumns.map(({ title, kind }) => ({ title, isNumber: kind === "number" }));
  return markdownTable([{ title: t("Model"), isNumber: false }, ...columns], rows);
}

function columnText(column: ModelColumn, fit: ModelFit): string {
  return column.kind === "number"
    ? column.text(fit)
    : column
        .parameters(fit)
        .map(({ value, interval }) => `${value} ${interval}`.trimEnd())
        .join("; ");
}

function parameters({ params, intervals }: ModelFit, wanted: (key: string) => boolean): Parameter[] {
  return Object.entries(params)
    .filter(([key]) => wanted(key))
    .map(([key, value]) => {
      const interval = intervals[key] ?? null;
      if (interval !== null && !joints.includes(key) && isWide(value, interval)) {
        return { value: `${symbolOf(key)} ${significant(value, 1)}`, interval: t("(not determined)") };
      }
      return {
        value: `${symbolOf(key)} ${interval === null ? significant(value) : byInterval(interval)(value)}`,
        interval: interval === null ? withoutInterval(key, value) : `[${intervalByItself(interval)}]`,
      };
    });
}

/** Why there is no interval: an offset or a shift of 0 has reached the least that it may be. */
function withoutInterval(parameter: string, value: number): string {
  return (parameter === "c" || parameter === "t0") && value === 0
    ? t("(at its lower bound)")
    : t("(no interval: the points do not determine one)");
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
    case "t0":
      return "t₀";
    case "tau":
      return "τ";
    default:
      return parameter;
  }
}
