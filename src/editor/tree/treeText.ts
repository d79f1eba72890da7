import type { LostSince } from "../../contract/measure/runOutcome.ts";
import { counted, decimal, t } from "../../l10n.ts";
import { folderSettings } from "../../run/settings/folderSettings.ts";
import type { SettingValue } from "../../sweep/table/sweepRow.ts";
import { treeLoss, treeStateName, type TreeRun, type TreeState } from "./treeRun.ts";

/** More settings than these would push the rest out of a side bar. */
const mostSettings = 4;
const longestText = 24;

/**
 * The line next to a run's label: what has to be acted on first, its loss, then the settings by which it differs from the
 * runs around it, as far as the label does not say them.
 */
export function runLine(run: TreeRun, label: string, differing: readonly string[]): string {
  if (run.percent !== null) {
    return t("reading… {0}%", run.percent);
  }
  if (run.state === "reading" || run.state === "gone") {
    return treeStateName(run.state);
  }
  const parts = [
    ...(run.state === "ended" ? [] : [stateText(run)]),
    lossText(run) ?? counted(run.records, ["{0} record", "{0} records"]),
    ...settingsText(run, label, differing),
    ...(run.findings === 0 ? [] : [counted(run.findings, ["{0} finding", "{0} findings"])]),
  ];
  return parts.filter((part) => part !== "").join(" · ");
}

/** States that a group says how many of its runs are in, the worst first. */
const noted: readonly { readonly state: TreeState; readonly text: (count: number) => string }[] = [
  { state: "diverged", text: (count) => t("{0} diverged", count) },
  { state: "nan", text: (count) => t("{0} NaN", count) },
  { state: "stopped", text: (count) => t("{0} incomplete", count) },
  { state: "stalled", text: (count) => t("{0} stalled", count) },
  { state: "live", text: (count) => t("{0} live", count) },
];

/** The line next to a group's label: how many of its runs are in a bad way, the lowest loss, how many runs. */
export function groupLine(runs: readonly TreeRun[]): string {
  const broken = noted.flatMap(({ state, text }) => {
    const count = runs.filter((run) => run.state === state).length;
    return count === 0 ? [] : [text(count)];
  });
  const validation = runs.some((run) => run.bestVal !== null);
  const losses = runs.filter((run) => !validation || run.bestVal !== null).flatMap((run) => treeLoss(run) ?? []);
  const best = losses.length === 0 ? [] : [bestText(lossNumber(losses.reduce((a, b) => Math.min(a, b))), validation)];
  return [...broken, ...best, counted(runs.length, ["{0} run", "{0} runs"])].join(" · ");
}

function bestText(loss: string, isValidation: boolean): string {
  return isValidation ? t("best val loss {0}", loss) : t("best loss {0}", loss);
}

/** A run that lost its training loss: since when; any other that goes on or should: how far it is. */
function stateText(run: TreeRun): string {
  const { state, lostSince } = run;
  return (state === "nan" || state === "diverged") && lostSince
    ? sinceText(lostSince)
    : [treeStateName(state), ...positionText(run)].join(", ");
}

function sinceText({ as, clock, at }: LostSince): string {
  const place = placeText(clock, at);
  switch (as) {
    case "diverged":
      return t("diverged at {0}", place);
    case "nan":
      return t("NaN since {0}", place);
    case "infinite":
      return t("loss infinite since {0}", place);
    case "zero":
      return t("loss 0 since {0}", place);
    case "absent":
      return t("no loss since {0}", place);
  }
}

function placeText(clock: TreeRun["clock"], value: number): string {
  const at = decimal(String(Number(value.toFixed(2))));
  switch (clock) {
    case "epoch":
      return t("epoch {0}", at);
    case "step":
      return t("step {0}", at);
    case "record":
      return t("record {0}", at);
  }
}

function positionText({ clock, position }: TreeRun): string[] {
  if (position === null || clock === "record") {
    return [];
  }
  return [placeText(clock, position)];
}

function lossText(run: TreeRun): string | null {
  const loss = treeLoss(run);
  if (loss === null) {
    return run.bestVal === null && run.lastTrain === null ? null : "";
  }
  return run.bestVal === null ? t("loss {0}", lossNumber(loss)) : t("val loss {0}", lossNumber(loss));
}

/** Four digits, so that a live run's line does not change with every batch for nothing that anybody reads. */
function lossNumber(loss: number): string {
  const size = Math.abs(loss);
  if (size !== 0 && (size < 1e-4 || size >= 1e6)) {
    return decimal(loss.toExponential(2).replace("e+", "e")).replaceAll("-", "−");
  }
  return decimal(size >= 1e3 ? loss.toFixed(0) : loss.toPrecision(4)).replace("-", "−");
}

function settingsText({ settings }: TreeRun, label: string, differing: readonly string[]): string[] {
  const said = folderSettings(label);
  const own = differing
    .flatMap((key) => {
      const value = settings.get(key);
      const name = key.slice(key.lastIndexOf(".") + 1);
      return value === undefined || said.get(key) === value || said.get(name) === value
        ? []
        : [`${name} ${settingText(value)}`];
    })
    .slice(0, mostSettings);
  return own.length === 0 ? [] : [own.join(", ")];
}

/** A value as short as a line has room for; numbers as people write them in a command. */
export function settingText(value: SettingValue): string {
  const text = String(value);
  return text.length <= longestText ? text : `${text.slice(0, longestText - 1)}…`;
}
