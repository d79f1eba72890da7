import { beforeEach, describe, expect, it } from "vitest";
import { builtInContract } from "../../../../src/contract/model/builtIn.ts";
import type { LogTable } from "../../../../src/log/columns/columns.ts";
import type { ColumnId } from "../../../../src/review/model/axisIds.ts";
import { ColumnFeed } from "../../../../src/worker/feeds/columnFeed.ts";
import type { FromWorker } from "../../../../src/protocol/worker.ts";
import { tableOf } from "../../review/tableOf.ts";

let sent: { panel: number; id: ColumnId; from: number; rows: number[] | null; values: number[] }[];
let feed: ColumnFeed;

beforeEach(() => {
  sent = [];
  feed = new ColumnFeed((message: FromWorker) => {
    if (message.type !== "columns") {
      throw new Error(`a ${message.type} was sent`);
    }
    const { id, from, rows, values } = message.part;
    sent.push({ panel: message.panel, id, from, rows: rows === null ? null : [...rows], values: [...values] });
  });
});

const run = (table: LogTable | null): Parameters<ColumnFeed["changed"]>[0] => ({
  name: { log: "a" },
  source: () => (table === null ? null : { table, contract: builtInContract }),
});

const log = (records: number): LogTable =>
  tableOf(
    Array.from({ length: records }, (_, i) => ({
      epoch: i / 10,
      loss_train_nats: 3 - i,
      ...(i % 2 === 1 ? { grad_norm: i } : {}),
    })),
  );

describe("ColumnFeed", () => {
  it("sends a column whole, then only what is new in it, then nothing", () => {
    feed.want(1, "a", [{ id: "metric:loss_train_nats", have: 0 }]);
    feed.changed(run(log(3)));
    feed.changed(run(log(5)));
    feed.changed(run(log(5)));
    expect(sent).toEqual([
      { panel: 1, id: "metric:loss_train_nats", from: 0, rows: null, values: [3, 2, 1] },
      { panel: 1, id: "metric:loss_train_nats", from: 3, rows: null, values: [0, -1] },
    ]);
  });

  it("says the records of a metric that is logged now and then", () => {
    feed.want(1, "a", [{ id: "metric:grad_norm", have: 0 }]);
    feed.changed(run(log(4)));
    expect(sent).toEqual([{ panel: 1, id: "metric:grad_norm", from: 0, rows: [1, 3], values: [1, 3] }]);
  });

  it("sends a log that was rewritten from where it differs", () => {
    feed.want(1, "a", [{ id: "metric:loss_train_nats", have: 0 }]);
    feed.changed(run(log(4)));
    feed.changed(run(tableOf([{ loss_train_nats: 3 }, { loss_train_nats: 7 }])));
    expect(sent.at(-1)).toEqual({ panel: 1, id: "metric:loss_train_nats", from: 1, rows: null, values: [7] });
  });

  it("starts over for a page that was made again, and keeps panels apart", () => {
    feed.want(1, "a", [{ id: "@clock", have: 0 }]);
    feed.want(2, "a", [{ id: "metric:grad_norm", have: 0 }]);
    feed.changed(run(log(2)));
    feed.want(1, "a", [{ id: "@clock", have: 0 }]);
    feed.changed(run(log(2)));
    expect(sent.map(({ panel, id }) => `${panel} ${id}`)).toEqual(["1 @clock", "2 metric:grad_norm", "1 @clock"]);
  });

  it("goes on where a page is that wants more columns, and ends when it wants none", () => {
    feed.want(1, "a", [{ id: "@clock", have: 0 }]);
    feed.changed(run(log(2)));
    feed.want(1, "a", [
      { id: "@clock", have: 2 },
      { id: "@line", have: 0 },
    ]);
    feed.changed(run(log(2)));
    feed.want(1, "a", []);
    feed.changed(run(log(9)));
    expect(sent.map(({ id }) => id)).toEqual(["@clock", "@line"]);
    expect(sent.at(-1)).toMatchObject({ rows: [0], values: [1] });
  });

  it("sends an empty column for a metric that the log does not have, so that nobody waits for it", () => {
    feed.want(1, "a", [{ id: "metric:nowhere", have: 0 }]);
    feed.changed(run(log(2)));
    feed.changed(run(log(3)));
    expect(sent).toEqual([{ panel: 1, id: "metric:nowhere", from: 0, rows: null, values: [] }]);
  });

  it("waits for a log that has not been read yet, and cuts a long column into pieces", () => {
    feed.want(1, "a", [{ id: "@clock", have: 0 }]);
    feed.changed(run(null));
    expect(sent).toEqual([]);
    const none: LogTable = { records: 1_200_000, keys: [], column: () => undefined, lineOf: (row) => row + 1 };
    feed.changed(run(none));
    expect(sent.map(({ from, values }) => [from, values.length])).toEqual([
      [0, 500_000],
      [500_000, 500_000],
      [1_000_000, 200_000],
    ]);
  });
});
