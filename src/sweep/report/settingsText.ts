import { levelText, type Configured } from "../table/design.ts";
import { shownName } from "./names.ts";

/** Some settings of a run with their values: `arch = resnet, lr = 0.001`. */
export function settingsText({ settings }: Configured, keys: readonly string[]): string {
  return keys.map((key) => `${shownName(key)} = ${shownName(levelText(settings.get(key)))}`).join(", ");
}
