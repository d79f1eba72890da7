import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { packRows } from "../../../src/sweep/rows/packedRows.ts";
import type { RunRow } from "../../../src/sweep/rows/runRow.ts";
import { parseToPanel } from "../../../src/protocol/toPanel.ts";
import { parseToRunsPage } from "../../../src/protocol/toRunsPage.ts";

const row: RunRow = {
  log: "file:///a/metrics.jsonl",
  run: "a",
  folder: "runs",
  state: "ended",
  stateText: "ended",
  stateReason: "",
  cells: { "loss.final": 0.5, "config.lr": null, "config.name": "x", "config.flag": true },
  sources: { "config.lr": "config.json" },
  spark: [1, Number.NaN, 0.5],
  replicate: ["seed"],
};
const floats = Float64Array.of(1, 2, 3);
const toTable: readonly object[] = [
  {
    ...{ type: "rows", rows: [row], packed: packRows([row, row]), removed: ["b"], whole: true },
    ...{ view: null, missing: [], searched: true, hasCurves: true },
  },
  {
    type: "curves",
    ask: 3,
    runs: [{ log: "a", curves: [{ metric: "loss", x: floats, y: floats, low: floats, high: floats }] }],
  },
  {
    ...{ type: "analysis", ask: 2, logs: ["a"], problem: "" },
    analysis: {
      ...{ statements: ["one"], limits: [], varying: ["lr"], shown: { group: "lr", x: "lr", y: "" } },
      figures: [{ name: "box", title: "Box", svg: "<svg/>", caption: "" }],
    },
  },
  { type: "picture", ask: 1, svg: null, problem: "too large" },
  { type: "views", views: [{ name: "mine", view: { filter: "" } }] },
  { type: "tick", logs: ["a"] },
  { type: "export" },
];
const points = { t: floats, y: floats };
const toReview: readonly object[] = [
  { type: "columns", log: "a", part: { id: "metric:loss", from: 0, rows: Uint32Array.of(0, 1, 4), values: floats } },
  { type: "columns", log: "a", part: { id: "@line", from: 2, rows: null, values: floats } },
  { type: "trend", log: "a", metric: "loss", trend: null },
  { type: "picture", ask: 1, svg: "<svg/>", problem: "" },
  {
    type: "state",
    state: {
      ...{ log: "a", run: "a", lastRead: 1, facts: null, readAs: null, life: null, wrangler: false, problem: null },
      review: { run: "a", log: "a", records: 3, summary: "fine", lrDrops: [] },
      plot: {
        ...{ axes: ["@clock"], start: null, metrics: ["loss"] },
        ...{ loss: points, lossBins: points, lossVal: points, lambdaMax: points },
      },
    },
  },
];

type Mutation = readonly [depth: number, which: number, value: unknown];
const mutation: fc.Arbitrary<Mutation> = fc.tuple(
  fc.nat({ max: 4 }),
  fc.nat(),
  fc.constantFrom<unknown>(undefined, null, "x", -1, 1.5, Number.NaN, [], {}, [null], "x".repeat(2_000_000), {
    __proto__: null,
    type: "rows",
  }),
);

/** A copy of a message with one member somewhere in it replaced. */
function mutated(message: object, [depth, which, value]: Mutation): object {
  const copy = structuredClone(message);
  let place: object = copy;
  for (let level = 0; ; level += 1) {
    const keys = Object.keys(place).filter((key) => !ArrayBuffer.isView(place) || Number(key) < 3);
    const key = keys[which % Math.max(1, keys.length)] ?? "type";
    const inner: unknown = Reflect.get(place, key);
    if (level === depth || typeof inner !== "object" || inner === null || ArrayBuffer.isView(inner)) {
      Reflect.set(place, key, value);
      return copy;
    }
    place = inner;
  }
}

describe.each([
  ["the table of runs", toTable, parseToRunsPage],
  ["the review of a run", toReview, parseToPanel],
] as const)("messages to %s", (_, messages, parse) => {
  it("are taken as they are sent", () => {
    for (const message of messages) {
      expect(parse(structuredClone(message))).toEqual(message);
    }
  });

  it("are none where a member that a page needs is missing", () => {
    for (const message of messages) {
      for (const key of Object.keys(message).filter((name) => name !== "view")) {
        const without = structuredClone(message);
        Reflect.deleteProperty(without, key);
        expect([key, parse(without)]).toEqual([key, null]);
      }
    }
  });

  it("throw nothing, whatever their values, and are taken as they are", () => {
    fc.assert(
      fc.property(fc.constantFrom(...messages), fc.array(mutation, { maxLength: 3 }), (message, mutations) => {
        const sent = mutations.reduce(mutated, message);
        const taken = parse(sent);
        expect(taken === null || taken === sent).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it.each([null, 1, "rows", [], { type: "__proto__" }, { type: null }, Object.create({ type: "export" }) as object])(
    "are not %j",
    (value) => expect(parse(value)).toBeNull(),
  );
});

describe("a message whose parts do not fit each other", () => {
  const [rows, curves] = toTable as readonly { readonly packed: object; readonly runs: readonly object[] }[];
  it.each([
    ["packed rows of unequal columns", { ...rows, packed: { ...rows?.packed, run: ["a"] } }],
    [
      "packed cells without their rows",
      { ...rows, packed: { ...rows?.packed, few: { ids: ["a"], columns: [0], rows: [], cells: [1] } } },
    ],
    ["packed rows with too few numbers", { ...rows, packed: { ...rows?.packed, numbers: floats } }],
    [
      "a curve with more x than y",
      {
        ...curves,
        runs: [{ log: "a", curves: [{ metric: "loss", x: floats, y: floats.subarray(1), low: floats, high: floats }] }],
      },
    ],
  ])("is none: %s", (_, message) => expect(parseToRunsPage(message)).toBeNull());

  it.each([
    ["records that go back", { rows: Uint32Array.of(0, 2, 1) }],
    ["fewer records than values", { rows: Uint32Array.of(0) }],
    ["a column that is none", { id: "loss" }],
    ["values that are no numbers", { values: [1, 2, 3] }],
    ["a beginning that is none", { from: -1 }],
  ])("is none: %s", (_, part) => {
    const message = {
      type: "columns",
      log: "a",
      part: { id: "metric:loss", from: 0, rows: null, values: floats, ...part },
    };
    expect(parseToPanel(message)).toBeNull();
  });
});
