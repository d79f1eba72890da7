import ts from "typescript";
import { describe, expect, test } from "vitest";
import { deepestChain, stronglyConnected } from "../../../scripts/measure/graph.ts";
import { importsOf } from "../../../scripts/measure/imports.ts";

const graph: Readonly<Record<string, readonly string[]>> = {
  a: ["b", "c"],
  b: ["d"],
  c: ["b"],
  d: [],
  e: ["f"],
  f: ["g"],
  g: ["e"],
  h: ["h"],
};
const next = (node: string): readonly string[] => graph[node] ?? [];

describe("the measures of a graph", () => {
  test("are its longest chain, by files", () => {
    expect(deepestChain("a", next)).toEqual(["a", "c", "b", "d"]);
    expect(deepestChain("e", next)).toEqual(["e", "f", "g"]);
  });
  test("are its cycles", () => {
    expect(stronglyConnected(Object.keys(graph), next)).toEqual([["e", "f", "g"], ["h"]]);
    expect(stronglyConnected(["a", "b", "c", "d"], next)).toEqual([]);
  });
});

test("the imports of a file are those of values and those of types alone", () => {
  const text = `
    import { a, type A } from "./a.ts";
    import { type B } from "../b.ts";
    import type { C } from "./c.ts";
    import "./d.ts";
    import * as e from "./e.ts";
    import f from "package";
    import g from "./g.json" with { type: "json" };
    export { h } from "./h.ts";
    export type { I } from "./i.ts";
    type J = import("./j.ts").J;
    const k = () => import("./k.ts");
  `;
  const file = ts.createSourceFile("src/log/x.ts", text, ts.ScriptTarget.Latest, true);
  expect(importsOf(file)).toEqual({
    values: ["src/log/a.ts", "src/log/d.ts", "src/log/e.ts", "src/log/h.ts", "src/log/k.ts"],
    types: ["src/b.ts", "src/log/c.ts", "src/log/i.ts", "src/log/j.ts"],
  });
});
