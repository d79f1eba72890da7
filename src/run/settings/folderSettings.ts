import type { SettingValue } from "../../sweep/table/sweepRow.ts";
import type { Settings } from "./flattenSettings.ts";

const number = String.raw`[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?`;
const joined = new RegExp(`^([a-z]+)([-=:]?)(${number})$`, "i");
const named = /^([a-z][\w.]*)=(.+)$/i;

/** A longer word that its number follows at once is a name, such as resnet20, unless it is one of these. */
const longestBare = 3;
const bareWords: ReadonlySet<string> = new Set(["seed", "batch", "depth", "width", "layers", "heads", "trial"]);

/** Parts of names that count something else than a setting. */
const notSettings: ReadonlySet<string> = new Set(["version", "run", "v", "checkpoint", "epoch", "step", "exp", "try"]);

/**
 * Settings that the names of folders say: `lr0.1_wd1e-4/seed-3` is lr 0.1, wd 0.0001 and seed 3, `optim=adamw` a text.
 * `path`: folders from the outermost in, joined with `/`. A name without a number or a `=` says nothing.
 */
export function folderSettings(path: string): Settings {
  const settings = new Map<string, SettingValue>();
  for (const folder of path.split("/")) {
    for (const part of partsOf(folder)) {
      const found = settingIn(part);
      if (found !== null && !notSettings.has(found[0].toLowerCase())) {
        settings.set(...found);
      }
    }
  }
  return settings;
}

/** Parts of a folder's name; a minus sign between parts (`lr-0.1-wd-0.01`) belongs to its number only after e. */
function partsOf(folder: string): readonly string[] {
  return folder.split(/[_,;\s]+|(?<=\d)-(?=[a-z])/i).filter((part) => part !== "");
}

function settingIn(part: string): readonly [string, SettingValue] | null {
  const [, key, sign, digits] = joined.exec(part) ?? [];
  if (key !== undefined && digits !== undefined) {
    const isSetting = sign !== "" || key.length <= longestBare || bareWords.has(key.toLowerCase());
    return isSetting ? [key, Number(digits)] : null;
  }
  const [, name, text] = named.exec(part) ?? [];
  if (name === undefined || text === undefined) {
    return null;
  }
  const value = Number(text);
  return [name, text.trim() !== "" && Number.isFinite(value) ? value : text];
}
