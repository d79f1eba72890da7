import { dirname, join, relative, sep } from "node:path";
import { readSmallFile } from "../../log/files/nearestFile.ts";
import type { SettingValue } from "../../sweep/table/sweepRow.ts";
import { folderSettings } from "./folderSettings.ts";
import { parseSettings } from "./parseSettings.ts";

/** A setting of a run and where it stands. */
export interface RunSetting {
  readonly value: SettingValue;
  /** Name of the file next to the log, or of the folders that say it. */
  readonly source: string;
}

/** The settings of a run by flattened key. */
export type RunSettings = ReadonlyMap<string, RunSetting>;

/** Where trainers write a run's settings, next to its log; the first that has a key counts. */
export const settingsFiles = [
  "config.json",
  "args.json",
  "args.yaml",
  "hparams.yaml",
  "config.yaml",
  ".hydra/config.yaml",
  "params.yaml",
  "training_args.json",
];

/**
 * The settings of a run, from the files next to its log and, where none stands there, from the names of its folders below
 * `root`. A file that cannot be read or understood is as good as none: it is not the log.
 */
export async function readSettings(log: string, root: string): Promise<RunSettings> {
  const folder = dirname(log);
  const settings = new Map<string, RunSetting>();
  for (const name of settingsFiles) {
    const text = await readSmallFile(join(folder, name)).catch(() => null);
    if (text !== null) {
      parseSettings(name, text).forEach((value, key) => {
        if (!settings.has(key)) {
          settings.set(key, { value, source: name });
        }
      });
    }
  }
  if (settings.size === 0) {
    const path = relative(root, folder).split(sep).join("/");
    folderSettings(path).forEach((value, key) => settings.set(key, { value, source: path }));
  }
  return settings;
}
