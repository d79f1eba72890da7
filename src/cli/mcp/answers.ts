import { briefFinding, describedFinding } from "../../contract/texts/describedFinding.ts";
import type { Engine } from "../../log/read/engine.ts";
import { comparedRun } from "../../run/comparedRun.ts";
import { readSettings } from "../../run/settings/readSettings.ts";
import { sweepSentences } from "../../sweep/report/sentences.ts";
import { sweepJson } from "../../sweep/report/sweepJson.ts";
import { analyzeSweep, usualOptions } from "../../sweep/statistics/analyzeSweep.ts";
import type { RunSelection } from "../runs/checkRuns.ts";
import { readSweepRuns } from "../runs/sweepRuns.ts";
import { dataText, mostCharacters, rowsText } from "../../boundedText.ts";
import { quietTerminal } from "./quietTerminal.ts";
import { ServedRuns, type ServedRun } from "./servedRuns.ts";

/** A review has room for so many findings; check_run gives all. */
const mostFindings = 20;

/** What a client may ask about runs. Every answer is a text with an end; a refusal is an error whose message says why. */
export interface Answers {
  /** The runs there are, a row each, from row `from` (0-based) on. */
  listRuns(from: number): Promise<string>;
  /** What the loss curve of a run shows: in sentences, then as `analyze --format json` prints it. */
  reviewRun(run: string): Promise<string>;
  /** The findings of a run, a row each as `validate --format json` prints it, from row `from` (0-based) on. */
  checkRun(run: string, from: number): Promise<string>;
  /** Runs side by side, a row each: state, settings, best loss, slope and knee with their 95% CIs. */
  compareRuns(runs: readonly string[]): Promise<string>;
  /** What all runs say together: in sentences, then in numbers as `sweep --format json` prints them. */
  sweep(): Promise<string>;
}

/** Answers about the runs below some folders. `engine`: what logs are read with. */
export function answersAbout(folders: readonly string[], engine: Engine): Answers {
  const runs = new ServedRuns(folders, engine);
  return {
    listRuns: async (from) => rowsText((await runs.all()).map(listed), from),
    reviewRun: async (name) => review(runs, await runs.named(name)),
    checkRun: async (name, from) => check(runs, await runs.named(name), from),
    compareRuns: async (names) => {
      const rows = [];
      for (const name of names) {
        rows.push(await compared(runs, await runs.named(name)));
      }
      return rowsText(rows);
    },
    sweep: async () => {
      const served = new Set((await runs.all()).map(({ log }) => log.path));
      return sweep(
        { command: "mcp", paths: folders, contract: undefined, accepts: ({ path }) => served.has(path) },
        engine,
      );
    },
  };
}

function listed({ run, label, log }: ServedRun): object {
  return { run, log: label, format: log.source?.format ?? "jsonl" };
}

async function review(runs: ServedRuns, run: ServedRun): Promise<string> {
  const { checked, review } = await runs.reviewed(run);
  const findings = review.findings.slice(0, mostFindings).map(briefFinding);
  return `${checked.label}: ${review.summary}\n${dataText({ ...review, state: checked.life.state, findings })}`;
}

async function check(runs: ServedRuns, run: ServedRun, from: number): Promise<string> {
  const { label, findings } = await runs.checked(run);
  return findings.length === 0
    ? `${label}: nothing to report.`
    : `${label}\n${rowsText(findings.map(describedFinding), from)}`;
}

async function compared(runs: ServedRuns, run: ServedRun): Promise<object> {
  const { checked, review } = await runs.reviewed(run);
  const own = [...(await readSettings(checked.path, checked.path))].map(([key, { value }]) => [key, value] as const);
  return comparedRun(review, {
    ...{ run: checked.run, log: checked.label, state: checked.life.state },
    settings: { ...Object.fromEntries(checked.settings), ...Object.fromEntries(own) },
  });
}

async function sweep(selection: RunSelection, engine: Engine): Promise<string> {
  const terminal = quietTerminal();
  const { runs, unusable, settings } = await readSweepRuns(
    { ...selection, curves: false, threads: 1 },
    terminal,
    engine,
  );
  const analysis = analyzeSweep(runs, { ...usualOptions, ...settings });
  const leftOut = unusable === 0 ? [] : [`${unusable} logs could not be used: ${terminal.warnings.join(" ")}`];
  const numbers = dataText(sweepJson(analysis));
  const shown =
    numbers.length <= mostCharacters
      ? numbers
      : "The numbers are too many for one answer: `slopewise sweep FOLDER --out DIR` writes them.";
  return [...sweepSentences(analysis), ...leftOut, shown].join("\n");
}
