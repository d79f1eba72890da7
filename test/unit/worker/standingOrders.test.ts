import { expect, test } from "vitest";
import type { RunName, ToWorker } from "../../../src/protocol/worker.ts";
import { StandingOrders } from "../../../src/worker/standingOrders.ts";

const run = (log: string): RunName => ({ log, run: log, label: log, csv: null, chosen: {} });

function afterAll(messages: readonly ToWorker[]): readonly ToWorker[] {
  const orders = new StandingOrders();
  messages.forEach((message) => orders.note(message));
  return orders.messages();
}

test("a new worker follows the runs that are followed, as their columns were chosen", () => {
  const chosen = { trainLoss: ["loss"] };
  const messages = afterAll([
    { type: "follow", runs: [run("a"), run("b")] },
    { type: "choose", log: "b", chosen },
    { type: "unfollow", logs: ["a"] },
  ]);
  expect(messages).toEqual([{ type: "follow", runs: [{ ...run("b"), chosen }] }]);
});

test("a new worker takes over reviews, the table, settings and the columns wanted last", () => {
  const messages = afterAll([
    { type: "openReview", log: "a" },
    { type: "openReview", log: "b" },
    { type: "closeReview", log: "a" },
    { type: "openRuns" },
    { type: "wantSettings" },
    { type: "wantColumns", panel: 1, log: "b", wants: [] },
    { type: "wake", logs: ["b"] },
  ]);
  expect(messages).toEqual([
    { type: "follow", runs: [] },
    { type: "openReview", log: "b" },
    { type: "openRuns" },
    { type: "wantSettings" },
    { type: "wantColumns", panel: 1, log: "b", wants: [] },
  ]);
});

test("a table that was closed stays closed", () => {
  expect(afterAll([{ type: "openRuns" }, { type: "closeRuns" }])).toEqual([{ type: "follow", runs: [] }]);
});
