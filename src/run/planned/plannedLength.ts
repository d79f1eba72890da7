import type { PlannedCount, PlannedLength } from "../../contract/measure/folderFacts.ts";
import { plannedInJson } from "./plannedInJson.ts";
import { plannedInYaml } from "./plannedInYaml.ts";
import type { PlannedPlace } from "./plannedPlace.ts";

/** The keys that trainers use for the number of epochs, and for that of steps. */
const epochKeys = ["epochs", "max_epochs", "num_epochs", "num_train_epochs"];
const stepKeys = ["max_steps", "total_steps", "num_steps", "max_train_steps", "num_train_steps", "max_iters"];

interface NamedText {
  readonly name: string;
  readonly text: string;
}

/** The counts alone; null where nothing is known. */
export function plannedCounts(planned: PlannedLength | null): {
  readonly epochs: number | null;
  readonly steps: number | null;
} {
  return { epochs: planned?.epochs?.count ?? null, steps: planned?.steps?.count ?? null };
}

/** What files ask for. */
export function plannedLength(files: readonly NamedText[]): PlannedLength {
  return { epochs: plannedCount(files, epochKeys), steps: plannedCount(files, stepKeys) };
}

/**
 * The number that the first of the files which says one asks for; null where none does. The outermost place counts; where
 * places of one depth differ (a warm-up and the training after it), nobody can tell which is meant, and the file says
 * nothing. Neither does one nested too deep.
 */
function plannedCount(files: readonly NamedText[], keys: readonly string[]): PlannedCount | null {
  for (const { name, text } of files) {
    const place = outermost(name.endsWith(".json") ? plannedInJson(text, keys) : plannedInYaml(text, keys));
    if (place !== null) {
      const { count, key, offset } = place;
      return { count, key, file: name, line: text.slice(0, offset).split("\n").length };
    }
  }
  return null;
}

/** The first of the places that are inside the fewest objects, or null where these differ. */
function outermost(places: readonly PlannedPlace[]): PlannedPlace | null {
  const least = places.reduce((depth, place) => Math.min(depth, place.depth), Infinity);
  const [first, ...others] = places.filter(({ depth }) => depth === least);
  return first !== undefined && others.every(({ count }) => count === first.count) ? first : null;
}
