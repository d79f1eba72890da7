import { doubts, type Measure } from "./sweepRow.ts";

/** What the id of a setting's column starts with. */
export const settingPrefix = "config.";

/** What the id of a metric's column starts with, which holds its last value. */
export const metricPrefix = "last.";

/** What the ids of a metric's other columns start with: its lowest and highest values, and the mean of its last few. */
export const metricPartPrefixes = ["min.", "max.", "mean."] as const;

/** What the ids of numbers start with that an analysis reads and no column shows. */
export const aiccPrefix = "aicc.";
export const windowPrefix = "window.";

/** The column of each number that statistics read. */
export const measureColumns: Readonly<Record<Measure, string>> = {
  bestVal: "best_val",
  alphaEarly: "alpha_early",
  alphaFull: "alpha_full",
  r2: "r2",
  knee: "knee",
  plateau: "plateau",
  noiseFloor: "noise_floor",
  tailPower: "tail_power",
};

const doubtful: ReadonlySet<string> = new Set(doubts);

/** Numbers that the analysis of many runs reads, and nobody looks at one by one. */
export function isOfAnalysis(id: string): boolean {
  return id === "tail_power" || doubtful.has(id) || id.startsWith(aiccPrefix) || id.startsWith(windowPrefix);
}

/** Values that the mean of a metric's last ones is over. */
export const lastFew = 10;

/** A column's name for people: a setting by its key, a metric by its own name, a result by its id. */
export function columnName(id: string): string {
  const prefix = [settingPrefix, metricPrefix, ...metricPartPrefixes].find((start) => id.startsWith(start)) ?? "";
  return id.slice(prefix.length);
}
