import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readRoles } from "../../src/series/roles/roles.ts";
import { convertText } from "./log/support.ts";

const readme = readFileSync(join(import.meta.dirname, "../../README.md"), "utf8");

test("the README's first example is a log with names of its own, read as it says", () => {
  const log = /```json\n(.*?)```/s.exec(readme)?.[1] ?? "";
  const { parser } = convertText(log);
  expect(parser.problems().first).toEqual([]);
  const columns = Object.entries(readRoles(parser.table())).map(([role, reading]) => [role, reading?.column ?? null]);
  expect(Object.fromEntries(columns)).toMatchObject({
    ...{ trainLoss: "train_loss", valLoss: "val_loss", step: "step", time: "time", learningRate: "lr" },
  });
});
