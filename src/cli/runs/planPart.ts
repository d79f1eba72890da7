import { createHash } from "node:crypto";
import { version } from "../../../package.json";
import { cutRuns } from "../../sweep/parts/cutRuns.ts";
import type { PartLog, PartNotes } from "../../sweep/parts/partNotes.ts";
import type { SweepSettings } from "../../sweep/table/sweepSettings.ts";
import type { FoundRuns } from "./checkRuns.ts";
import { logKey } from "./foundLog.ts";
import { sizesOf } from "./logSizes.ts";
import { rootOf } from "./runSettings.ts";
import type { ReadRuns } from "./sweepRuns.ts";

/** One of several parts of a sweep, counted from 0. */
export interface PartNumber {
  readonly part: number;
  readonly of: number;
}

/** The whole sweep in one part. */
export const onePart: PartNumber = { part: 0, of: 1 };

/** What one part of a sweep is made from. */
export interface PartPlan extends PartNumber {
  /** Its logs, and what could not be searched, which the first part alone says. */
  readonly found: FoundRuns;
  /** Of the logs, in their order. */
  readonly logs: readonly PartLog[];
  /** The folders that were asked for, as absolute paths. */
  readonly roots: readonly string[];
  /** Of its logs. */
  readonly bytes: number;
  /** Logs of the whole sweep. */
  readonly total: number;
  readonly options: string;
}

/** The logs that one part of a sweep is made from. `contract`: path of the contract for all runs. */
export async function planPart(
  found: FoundRuns,
  { part, of }: PartNumber,
  contract: string | undefined,
): Promise<PartPlan> {
  const { logs, unreadable, contracts } = found;
  const runs = await sizesOf(logs);
  const cut = of === 1 ? runs.map(() => 0) : cutRuns(runs, of);
  const mine = [...logs.keys()].filter((at) => cut[at] === part);
  const roots = new Map<string, number>();
  const rootAt = (at: number): number => {
    const log = logs[at];
    return log === undefined ? 0 : placeIn(roots, rootOf(log));
  };
  return {
    part,
    of,
    found: { logs: mine.flatMap((at) => logs[at] ?? []), unreadable: part === 0 ? unreadable : [], contracts },
    logs: mine.map((place) => ({ place, label: runs[place]?.label ?? "", root: rootAt(place) })),
    roots: [...roots.keys()],
    bytes: mine.reduce((sum, at) => sum + (runs[at]?.bytes ?? 0), 0),
    total: logs.length,
    options: contract === undefined ? "" : textHash((await contracts.all.ofFolder(".")).text ?? ""),
  };
}

/** What a part says of itself once its runs were read. `key`: empty where it is to be made again at any rate. */
export function notesOf(
  { part, of, found, logs, roots, total, options }: PartPlan,
  read: ReadRuns,
  key: string,
): PartNotes {
  const places = new Map(found.logs.map((log, at) => [logKey(log), at]));
  const settings = new Map<string, { readonly at: number; readonly settings: SweepSettings }>();
  const settingsOf = read.origins.map((origin) => {
    const text = JSON.stringify(origin.settings);
    const known = settings.get(text) ?? { at: settings.size, settings: origin.settings };
    settings.set(text, known);
    return known.at;
  });
  return {
    version,
    part,
    of,
    key,
    options,
    total,
    logs,
    roots,
    rows: read.origins.map(({ log }) => places.get(logKey(log)) ?? 0),
    curveEnds: read.curveEnds,
    sparks: read.sparks,
    settings: [...settings.values()].map((known) => known.settings),
    settingsOf,
    unusable: read.unusable - read.broken.length,
    broken: read.broken,
  };
}

/** The place of a text among those that were seen; a new one comes last. */
function placeIn(seen: Map<string, number>, text: string): number {
  const place = seen.get(text) ?? seen.size;
  seen.set(text, place);
  return place;
}

function textHash(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
