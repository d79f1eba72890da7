import { expect, it } from "vitest";
import { Memo } from "../../../../webview/model/memo.ts";

it("makes a thing again only where what it is made from is another", () => {
  const last = new Memo<object>();
  const series = { length: 1 };
  const made = last.of([series, 1, NaN], () => ({}));
  expect(last.of([series, 1, NaN], () => ({}))).toBe(made);
  const next = last.of([series, 2, NaN], () => ({}));
  expect(next).not.toBe(made);
  expect(last.of([{ length: 1 }, 2, NaN], () => ({}))).not.toBe(next);
  expect(last.of([], () => made)).toBe(made);
});
