import { shownSettings, type ShownSettings } from "../../review/panel/shownSettings.ts";
import { readSettings, type RunSettings } from "../../run/settings/readSettings.ts";
import { rootOf } from "../../run/settings/settingsRoot.ts";
import type { Run } from "./runs.ts";

/** A run and what lists call it. */
export interface NamedRun {
  readonly run: Run;
  readonly name: string;
}

/** The settings of a run as its review shows them, next to those of the baseline where that is another run. */
export async function readShownSettings(run: Run, baseline: NamedRun | null): Promise<ShownSettings> {
  const isOther = baseline !== null && baseline.run.uri.fsPath !== run.uri.fsPath;
  const other = isOther ? { run: baseline.name, settings: await settingsOf(baseline.run) } : null;
  return shownSettings(await settingsOf(run), other);
}

function settingsOf({ uri, label }: Run): Promise<RunSettings> {
  return readSettings(uri.fsPath, rootOf({ log: uri.fsPath, label }));
}
