import type { Cell, Table } from "./cell.ts";
import type { Outcome } from "./outcome.ts";

/** A cell and what its runs came to. */
export interface Result {
  readonly cell: Cell;
  readonly outcome: Outcome;
}

interface TableColumn {
  readonly title: string;
  readonly of: (result: Result) => string;
}

const share = (count: number, total: number): string =>
  total === 0 ? "" : String(Math.round((1000 * count) / total) / 10);

function middle(values: readonly number[]): string {
  const sorted = values.toSorted((one, other) => one - other);
  const value = sorted[sorted.length >> 1];
  return value === undefined ? "" : String(Number(value.toPrecision(2)));
}

const runsOf: TableColumn = { title: "runs", of: ({ outcome }) => String(outcome.runs) };
const falseKnees: TableColumn = { title: "false knees", of: ({ outcome }) => share(outcome.found, outcome.runs) };
const edges: TableColumn = { title: "at or before", of: ({ outcome }) => share(outcome.atEdge, outcome.runs) };
const slope: TableColumn = { title: "slope covers", of: ({ outcome }) => share(outcome.slopeHolds, outcome.slopes) };
const early: TableColumn = {
  title: "early slope covers",
  of: ({ outcome }) => share(outcome.earlyHolds, outcome.early),
};
const params: TableColumn = {
  title: "parameters cover (mean over truth)",
  of: ({ outcome }) =>
    Object.entries(outcome.params)
      .map(([name, { given, holds, ratio }]) => `${name} ${share(holds, given)} (${ratio.toFixed(3)})`)
      .join(", "),
};
const said: TableColumn = { title: "the review says", of: ({ cell, outcome }) => saidText(cell.truth, outcome) };

const columns: Readonly<Record<Table, readonly TableColumn[]>> = {
  none: [falseKnees, edges, slope, params, early, said],
  switch: [
    { title: "found", of: ({ outcome }) => share(outcome.found, outcome.runs) },
    edges,
    { title: "that holds", of: ({ outcome }) => share(outcome.edgeHolds, outcome.atEdge) },
    { title: "median error", of: ({ outcome }) => middle(outcome.errors) },
    { title: "knee covers", of: ({ outcome }) => share(outcome.kneeHolds, outcome.found) },
    {
      title: "second knee covers",
      of: ({ cell, outcome }) =>
        cell.truth.secondKnee === undefined ? "" : share(outcome.secondHolds, outcome.secondKnees),
    },
    { title: "slope after it covers", of: ({ outcome }) => share(outcome.slopeHolds, outcome.slopes) },
    early,
    said,
  ],
  floor: [falseKnees, params, early, said],
  bend: [falseKnees, params, early, said],
  drop: [
    { title: "drop found", of: ({ outcome }) => share(outcome.dropsFound, outcome.runs) },
    { title: "false drops", of: ({ outcome }) => share(outcome.falseDrops, outcome.runs) },
    { title: "knees", of: ({ outcome }) => share(outcome.found, outcome.runs) },
    slope,
    early,
    said,
  ],
};

const titles: Readonly<Record<Table, string>> = {
  none: "No knee to find",
  switch: "An exponential that turns into a power law",
  floor: "Power laws above a floor",
  bend: "Smooth bends",
  drop: "Drops of the loss",
};

/** What a reader is told in a twentieth of the runs or more, in percent. */
function saidText(truth: Cell["truth"], { runs, said: counts, falseDrops, secondKnees, stairs }: Outcome): string {
  // What is said where a knee may have been missed is said of those cells that have one.
  const missed: readonly (readonly [number, string])[] = [
    [counts.open, "whether there is a knee is open"],
    [counts.early, "too little lies before it to tell of a knee"],
    [counts.late, "a late knee would often be missed"],
  ];
  const words: readonly (readonly [number, string])[] = [
    [counts.memory, "long memory"],
    [counts.slow, "changes slowly"],
    [counts.bends, "none describes it"],
    [counts.close, "not to within its noise"],
    [counts.undetermined, "not determined"],
    [counts.few, "too few points for a knee"],
    ...(truth.knee === undefined ? [] : missed),
    [counts.still, "hardly changes"],
    [secondKnees, "a second knee"],
    [stairs, "stairs"],
    [falseDrops, "a drop"],
  ];
  return words
    .filter(([count]) => count >= 0.05 * runs)
    .map(([count, word]) => `${word} ${Math.round((100 * count) / runs)}`)
    .join(", ");
}

/** All tables as Markdown, and the cells that miss the goals. */
export function tablesOf(results: readonly Result[]): string {
  const tables = Object.entries(titles).flatMap(([table, title]) => {
    const rows = results.filter(({ cell }) => cell.table === table);
    return rows.length === 0 ? [] : [`## ${title}\n\n${markdown(columns[table as Table], rows)}`];
  });
  return [...tables, `## Cells outside the goals\n\n${outside(results)}`].join("\n\n");
}

function markdown(heads: readonly TableColumn[], rows: readonly Result[]): string {
  const all = [runsOf, ...heads];
  const lines = rows.map((row) => [row.cell.name, ...all.map(({ of }) => of(row))]);
  return [["", ...all.map(({ title }) => title)], ["---", ...all.map(() => "---")], ...lines]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");
}

/** Most false knees, least coverage and least power, in parts. */
const goals = { falseKnees: 0.05, cover: 0.92, power: 0.9 };

function outside(results: readonly Result[]): string {
  const lines = results.flatMap(({ cell, outcome }) => {
    const misses = missesOf(cell, outcome);
    const words = saidText(cell.truth, outcome);
    return misses.length === 0
      ? []
      : [`- ${cell.name}: ${misses.join("; ")}. ${words === "" ? "Nothing is said." : `Said: ${words}.`}`];
  });
  return lines.length === 0 ? "None." : lines.join("\n");
}

/** What a share of few runs can miss a goal by without missing it: two standard errors of the goal itself. */
function isUnder(count: number, total: number, goal: number): boolean {
  return total >= 20 && count / total < goal - 2 * Math.sqrt((goal * (1 - goal)) / total);
}

function missesOf({ truth, table }: Cell, outcome: Outcome): string[] {
  const { runs, found } = outcome;
  const misses: string[] = [];
  const add = (is: boolean, text: string): void => {
    if (is) {
      misses.push(text);
    }
  };
  const isFalse = truth.knee === undefined;
  const isMany = isUnder(runs - found, runs, 1 - goals.falseKnees);
  add(isFalse && isMany, `false knees ${share(found, runs)}`);
  add(table === "switch" && isUnder(found + outcome.atEdge, runs, goals.power), `found ${share(found, runs)}`);
  add(!isFalse && isUnder(outcome.kneeHolds, found, goals.cover), `knee covers ${share(outcome.kneeHolds, found)}`);
  add(
    isUnder(outcome.slopeHolds, outcome.slopes, goals.cover),
    `slope covers ${share(outcome.slopeHolds, outcome.slopes)}`,
  );
  add(
    isUnder(outcome.earlyHolds, outcome.early, goals.cover),
    `early slope covers ${share(outcome.earlyHolds, outcome.early)}`,
  );
  for (const [name, { given, holds }] of Object.entries(outcome.params)) {
    add(isUnder(holds, given, goals.cover), `${name} covers ${share(holds, given)}`);
  }
  add(
    truth.stairs === true && isUnder(outcome.stairs, runs, goals.power),
    `stairs found ${share(outcome.stairs, runs)}`,
  );
  add(
    truth.secondKnee !== undefined && isUnder(outcome.secondKnees, runs, goals.power),
    `second knee found ${share(outcome.secondKnees, runs)}`,
  );
  add(
    truth.secondKnee !== undefined && isUnder(outcome.secondHolds, outcome.secondKnees, goals.cover),
    `second knee covers ${share(outcome.secondHolds, outcome.secondKnees)}`,
  );
  add(
    truth.drop !== undefined && isUnder(outcome.dropsFound, runs, goals.power),
    `drop found ${share(outcome.dropsFound, runs)}`,
  );
  return misses;
}
