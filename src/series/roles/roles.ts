import { greatest } from "../../extremes.ts";
import type { Column, LogTable } from "../../log/columns/columns.ts";
import { columnTraits, type ColumnTraits } from "./columnTraits.ts";
import { roleNames, type Role } from "./role.ts";
import { matchName } from "./roleNames.ts";

/** Column names that may play a role, the preferred one first. */
export type NamesByRole = Readonly<Partial<Record<Role, readonly string[]>>>;

/** Why a column plays its role: a person chose it, the contract or the format names it, or its name is well known. */
type RoleSource = "chosen" | "contract" | "format" | "name";

/** The column that plays a role, and why. */
export interface RoleReading {
  readonly column: string;
  readonly source: RoleSource;
}

/** The column of each role; null where no column of the log can play it. */
export type Roles = Readonly<Record<Role, RoleReading | null>>;

/** Names that are tried before the well-known ones, in this order. */
export interface GivenNames {
  /** What a person chose for this run. */
  readonly chosen?: NamesByRole;
  /** `names` of the contract. */
  readonly contract?: NamesByRole;
  /** The names that the log's format uses. */
  readonly format?: NamesByRole;
}

/** A column with fewer values than this part of those of another candidate is a summary or a rare extra. */
const leastShare = 0.2;
/** From so many values on a column shows what it holds. */
const fewestForKind = 3;

/**
 * Which column plays which role, from given names and, failing those, from well-known names ranked by what the columns
 * hold: a step or a time grows, a loss varies, and a column with a few values at the end never wins over one that goes
 * through the run. Of a given list, the first name counts that the log holds numbers under.
 *
 * Looks at a sample of every candidate's values, so its cost does not grow with the log.
 */
export function readRoles(table: LogTable, given: GivenNames = {}): Roles {
  const named = namedColumns(table);
  const readings = roleNames.map((role) => [role, roleOf(role, { table, given, named })] as const);
  return Object.fromEntries(readings) as Record<Role, RoleReading | null>;
}

/** A log with more keys than this has its loss among the first of them. */
const mostKeys = 5_000;

/** The columns whose names fit a role, by role. */
function namedColumns(table: LogTable): ReadonlyMap<Role, readonly Candidate[]> {
  const named = new Map<Role, Candidate[]>(roleNames.map((role) => [role, []]));
  for (const key of table.keys.slice(0, mostKeys)) {
    const matches = matchName(key);
    const column = matches.length === 0 ? undefined : table.column(key);
    if (column !== undefined && column.values.length > 0) {
      const traits = columnTraits(column);
      matches.forEach(({ role, match }) => named.get(role)?.push({ column, match, traits }));
    }
  }
  return named;
}

interface RoleSearch {
  readonly table: LogTable;
  readonly given: GivenNames;
  readonly named: ReadonlyMap<Role, readonly Candidate[]>;
}

function roleOf(role: Role, { table, given, named }: RoleSearch): RoleReading | null {
  for (const source of ["chosen", "contract", "format"] as const) {
    const column = given[source]?.[role]?.find((name) => (table.column(name)?.values.length ?? 0) > 0);
    if (column !== undefined) {
      return { column, source };
    }
  }
  const free = (named.get(role) ?? []).filter(({ column }) => !isOfOther(role, column.key, given.format));
  const column = wellKnown(role, free, table.records);
  return column === null ? null : { column, source: "name" };
}

/** Whether the log's format says that a column plays another role. */
function isOfOther(role: Role, key: string, format: NamesByRole = {}): boolean {
  return roleNames.some((other) => other !== role && format[other]?.[0] === key);
}

interface Candidate {
  readonly column: Column;
  /** How well its name fits; 0 is best. */
  readonly match: number;
  readonly traits: ColumnTraits;
}

function wellKnown(role: Role, named: readonly Candidate[], records: number): string | null {
  const able = named.filter(({ traits }) => canPlay(role, traits) && !isSummary(role, traits, records));
  const most = greatest(able.map(({ traits }) => traits.count));
  const throughout = able.filter(({ traits }) => traits.count >= leastShare * most);
  const [best] = throughout.sort(byFitness);
  return best?.column.key ?? null;
}

/** Whether a time stands in so few records only that it is how long the run, or a part of it, took. */
function isSummary(role: Role, { count }: ColumnTraits, records: number): boolean {
  return role === "time" && count < fewestForKind && count < leastShare * records;
}

/** What varies before what does not, then the better name, then more values. */
function byFitness(one: Candidate, other: Candidate): number {
  const varied = Number(other.traits.varies) - Number(one.traits.varies);
  return varied || one.match - other.match || other.traits.count - one.traits.count;
}

/** Whether what a column holds can be the role's; a young column may become anything that its name says. */
function canPlay(role: Role, traits: ColumnTraits): boolean {
  if (traits.count < fewestForKind) {
    return true;
  }
  switch (role) {
    case "step":
      return traits.grows && traits.whole;
    case "epoch":
    case "time":
      return traits.grows;
    case "trainAccuracy":
    case "valAccuracy":
    case "trainLoss":
    case "valLoss":
    case "learningRate":
    case "weightDecay":
    case "gradNorm":
    case "weightNorm":
    case "curvature":
    case "curvatureTrace":
      return traits.finite;
  }
}
