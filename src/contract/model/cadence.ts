import { t } from "../../l10n.ts";

/** How often a metric has to be logged. */
export type Cadence =
  | { readonly kind: "batch" }
  | { readonly kind: "steps"; readonly steps: number }
  /** `epochs` may be a fraction: 0.25 for "1/4 epoch". */
  | { readonly kind: "epochs"; readonly epochs: number };

/** The forms of `every`, for messages. */
export function everyForms(): string {
  return t('"batch", "500 steps", "epoch", "2 epochs" or "1/4 epoch"');
}

/** Reads the `every` of a contract; null for a text of no known form or an interval that is not positive. */
export function parseEvery(text: string): Cadence | null {
  const words = text.trim().toLowerCase().replace(/\s+/g, " ");
  if (words === "batch") {
    return { kind: "batch" };
  }
  const match = /^(?:(\d+(?:\.\d+)?)(?: ?\/ ?(\d+))? )?(step|epoch)s?$/.exec(words);
  if (match === null) {
    return null;
  }
  const [, amount = "1", divisor = "1", unit] = match;
  const interval = Number(amount) / Number(divisor);
  if (!(interval > 0 && Number.isFinite(interval))) {
    return null;
  }
  if (unit === "epoch") {
    return { kind: "epochs", epochs: interval };
  }
  return Number.isSafeInteger(interval) ? { kind: "steps", steps: interval } : null;
}

/** The text of `every` in a contract file; `parseEvery` reads it back. */
export function formatEvery(cadence: Cadence): string {
  switch (cadence.kind) {
    case "batch":
      return "batch";
    case "steps":
      return counted(cadence.steps, "step");
    case "epochs":
      return cadence.epochs < 1 ? fraction(cadence.epochs) : counted(cadence.epochs, "epoch");
  }
}

/** A cadence in a sentence: "every batch", "every 500 steps", "every 1/4 epoch". */
export function formatCadence(cadence: Cadence): string {
  switch (cadence.kind) {
    case "batch":
      return t("every batch");
    case "steps":
      return cadence.steps === 1 ? t("every step") : t("every {0} steps", cadence.steps);
    case "epochs":
      return formatEpochs(cadence.epochs);
  }
}

function formatEpochs(epochs: number): string {
  if (epochs === 1) {
    return t("every epoch");
  }
  const [part, unit] = fraction(epochs).split(" ");
  return epochs < 1 && unit === "epoch" ? t("every {0} epoch", part ?? "") : t("every {0} epochs", epochs);
}

function counted(count: number, unit: string): string {
  return count === 1 ? unit : `${count} ${unit}s`;
}

function fraction(epochs: number): string {
  const divisor = Math.round(1 / epochs);
  return 1 / divisor === epochs ? `1/${divisor} epoch` : `${epochs} epochs`;
}
