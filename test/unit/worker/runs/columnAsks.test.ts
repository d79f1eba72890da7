import { expect, it } from "vitest";
import { ColumnAsks } from "../../../../src/worker/runs/columnAsks.ts";

const named = (name: string, count: number): string[] => Array.from({ length: count }, (_, at) => `${name}${at}`);

it("serves with one reading all that waits, up to as much as a page shows, and the rest in turn", () => {
  const asks = new ColumnAsks();
  asks.add(["loss", "probe"]);
  asks.add(["probe", "gap"]);
  asks.add(named("a", 61));
  asks.add(named("b", 70));
  asks.add(["gap"]);
  expect(asks.take()).toEqual(["loss", "probe", "gap", ...named("a", 61)]);
  expect(asks.take()).toEqual(named("b", 70));
  expect(asks.take()).toEqual(["gap"]);
  expect(asks.take()).toEqual([]);
});
