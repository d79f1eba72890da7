import { expect, test } from "vitest";
import { Turns } from "../../host/turns.ts";

function printed(): { readonly lines: string[]; readonly turns: Turns } {
  const lines: string[] = [];
  return { lines, turns: new Turns((line) => lines.push(line)) };
}

test("the step that began first prints at once, the next one when it has ended", () => {
  const { lines, turns } = printed();
  const [first, second] = [turns.begin(), turns.begin()];
  second.line("b1");
  first.line("a1");
  expect(lines).toEqual(["a1"]);
  second.line("b2");
  first.line("a2");
  first.end();
  expect(lines).toEqual(["a1", "a2", "b1", "b2"]);
  second.line("b3");
  expect(lines.at(-1)).toBe("b3");
});

test("steps that have ended out of turn are printed whole, in the order of their beginnings", () => {
  const { lines, turns } = printed();
  const [first, second, third] = [turns.begin(), turns.begin(), turns.begin()];
  third.line("c");
  second.line("b");
  third.end();
  second.end();
  expect(lines).toEqual([]);
  first.end();
  expect(lines).toEqual(["b", "c"]);
});

test("nothing is lost where all ends before the steps do", () => {
  const { lines, turns } = printed();
  const [first, second] = [turns.begin(), turns.begin()];
  first.line("a");
  second.line("b");
  turns.printAll();
  turns.printAll();
  expect(lines).toEqual(["a", "b"]);
});
