import type { PanelState } from "../../../src/protocol/panel.ts";
import { roleNames, type ContractRead, type ReadAs, type Role } from "../../../src/review/model/readAs.ts";
import type { RunReview } from "../../../src/review/model/runReview.ts";
import { t } from "../../ui/text.ts";

/** One thing that was read, and off what. */
export interface ReadPart {
  readonly name: string;
  /** The column, or a few words; null where nothing was found. */
  readonly value: string | null;
  /** More on it, for the pointer. */
  readonly title?: string;
  readonly isColumn: boolean;
  readonly isChosen: boolean;
}

/** What a person may choose for one role. */
export interface RoleChoice {
  readonly role: Role;
  readonly name: string;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  /** The value of the choice that holds. */
  readonly value: string;
}

/** What the head of the page says of the columns that were read. */
export interface ReadAsShown {
  /** For the line that is always there. */
  readonly parts: readonly ReadPart[];
  /** The rule of the clock in a sentence. */
  readonly clock: string;
  readonly roles: readonly RoleChoice[];
  readonly anyChosen: boolean;
  /** How many columns there are more than are offered. */
  readonly more: number;
}

/** Columns that are offered at most: the lists of a log with thousands of keys would take seconds to build. */
const mostOffered = 300;
/** Marks the value of a choice that is a column, whatever that is called. */
const columnMark = "column:";

/** Which columns were read as what, and what else each may be read off; null before the first review. */
export function readAsOf({ review, plot, readAs }: Pick<PanelState, "review" | "plot" | "readAs">): ReadAsShown | null {
  if (review === null || plot === null || readAs === null) {
    return null;
  }
  const columns = plot.metrics.slice(0, mostOffered);
  return {
    parts: partsOf(review, readAs),
    clock: review.clockFrom.text,
    roles: roleNames.map((role) => choiceOf(role, readAs, columns)),
    anyChosen: roleNames.some((role) => isChosen(role, readAs)),
    more: plot.metrics.length - columns.length,
  };
}

function isChosen(role: Role, { taken }: ReadAs): boolean {
  return taken[role]?.source === "chosen";
}

function partsOf(review: RunReview, readAs: ReadAs): readonly ReadPart[] {
  const { taken, contract } = readAs;
  const inLine = roleNames.filter((role) => alwaysSaid.includes(role) || isChosen(role, readAs));
  const columns = inLine.map((role) => ({
    name: roleText(role),
    value: taken[role]?.column ?? null,
    isColumn: true,
    isChosen: isChosen(role, readAs),
  }));
  const words = { isColumn: false, isChosen: false };
  return [
    ...columns.filter(({ name, value }) => value !== null || name === roleText("trainLoss")),
    { name: t("time axis"), value: clockText(review, taken), title: review.clockFrom.text, ...words },
    { name: t("contract"), ...contractText(contract), ...words },
  ];
}

/** What a role may be read off: what is taken where nobody chooses, and any of some columns. */
function choiceOf(role: Role, readAs: ReadAs, columns: readonly string[]): RoleChoice {
  const automatic = readAs.automatic[role];
  const column = isChosen(role, readAs) ? (readAs.taken[role]?.column ?? null) : null;
  const own = [column, automatic?.column].filter((name) => name !== null && name !== undefined);
  const choices = [
    { value: "", label: automatic === null ? t("Automatic: none") : t("Automatic: {0}", automatic.column) },
    ...[...new Set([...columns, ...own])].map((name) => ({ value: columnMark + name, label: name })),
  ];
  return { role, name: roleText(role), choices, value: column === null ? "" : columnMark + column };
}

/** The column that the value of a choice stands for; null for the automatic one. */
export function columnOfChoice(value: string): string | null {
  return value.startsWith(columnMark) ? value.slice(columnMark.length) : null;
}

const alwaysSaid: readonly Role[] = ["trainLoss", "valLoss"];

function clockText({ clockFrom }: RunReview, taken: NonNullable<PanelState["readAs"]>["taken"]): string {
  const [epoch, step] = [taken.epoch?.column ?? "epoch", taken.step?.column ?? "step"];
  switch (clockFrom.code) {
    case "epochFractions":
    case "epochEnds":
      return t("epochs (column {0})", epoch);
    case "epochRounded":
    case "epochSteps":
    case "epochFew":
      return t("epochs (columns {0} and {1})", epoch, step);
    case "epochRecords":
      return t("epochs (column {0} and record count)", epoch);
    case "steps":
      return t("steps (column {0})", step);
    case "records":
      return t("record count");
  }
}

/** What the run is held to, and where that stands or what it means. */
function contractText({ path, usable, asks }: ContractRead): { readonly value: string; readonly title: string } {
  const name = path?.split(/[/\\]/).at(-1) ?? null;
  if (path !== null && name !== null) {
    return { value: usable ? name : t("{0} cannot be used", name), title: path };
  }
  return asks
    ? {
        value: t("built-in"),
        title: t(
          "No contract file: this log is checked against the built-in contract (setting slopewise.contract.builtIn).",
        ),
      }
    : {
        value: t("none"),
        title: t(
          "No contract says what this run should log, so Slopewise only checks for errors such as NaN or divergence.",
        ),
      };
}

/** What a role is called. */
function roleText(role: Role): string {
  switch (role) {
    case "trainLoss":
      return t("training loss");
    case "valLoss":
      return t("validation loss");
    case "trainAccuracy":
      return t("training accuracy");
    case "valAccuracy":
      return t("validation accuracy");
    case "step":
      return t("step");
    case "epoch":
      return t("epoch");
    case "time":
      return t("time");
    case "learningRate":
      return t("learning rate");
    case "weightDecay":
      return t("weight decay");
    case "gradNorm":
      return t("gradient norm");
    case "weightNorm":
      return t("weight norm");
    case "curvature":
      return t("curvature (largest eigenvalue)");
    case "curvatureTrace":
      return t("curvature (trace)");
  }
}
