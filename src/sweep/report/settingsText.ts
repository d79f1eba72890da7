import { t } from "../../l10n.ts";
import { levelText, type Configured, type SweepDesign } from "../table/design.ts";
import { otherSettingsColumn } from "../table/otherSettings.ts";
import type { SweepRow } from "../table/sweepRow.ts";
import { shownName } from "./names.ts";

/** More settings are as many as the tables of a report show. */
const mostNamed = 20;

/** Some settings of a run with their values: `arch = resnet, lr = 0.001`. */
function settingsText({ settings }: Configured, keys: readonly string[]): string {
  const values = keys
    .slice(0, mostNamed)
    .map((key) => `${shownName(key)} = ${shownName(levelText(settings.get(key)))}`);
  const more = keys.length - values.length;
  return more > 0 ? t("{0} and {1} more", values.join(", "), more) : values.join(", ");
}

/** The same of a configuration, by one of its runs: its varying settings or some of these, and its settings of few runs by what those are called. */
export function configurationText(row: SweepRow, { varying, others, without }: SweepDesign, keys = varying): string {
  const own = others === null ? [] : [`${otherSettingsColumn} = ${shownName(without(varying)(row))}`];
  return [...(keys.length === 0 ? [] : [settingsText(row, keys)]), ...own].join(", ");
}
