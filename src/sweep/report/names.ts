import { modelNames, type ModelName } from "../../numerics/models/modelFit.ts";
import { modelLabel } from "../../review/words/modelLabel.ts";

/** Longer names are cut in figures and tables. */
const usualLength = 40;

/**
 * A name from outside as it can be shown: without control characters and without those that turn the direction of
 * writing, which could make it read as another one; in at most `most` characters.
 */
export function shownName(name: string, most = usualLength): string {
  const visible = name.replaceAll(/[\p{Cc}\p{Cs}\p{Bidi_Control}\uFFFE\uFFFF]/gu, "\uFFFD").trim();
  const characters = Array.from(visible);
  return characters.length > most ? `${characters.slice(0, most - 1).join("")}\u2026` : visible;
}

/** The model that a table of runs names so; undefined where the table is of another program, with models of its own. */
export function knownModel(name: string): ModelName | undefined {
  return modelNames.find((model) => model === name);
}

/** A model of a table of runs as tables, keys and axes name it. */
export function modelText(name: string): string {
  const model = knownModel(name);
  return model === undefined ? shownName(name, 20) : modelLabel(model);
}
