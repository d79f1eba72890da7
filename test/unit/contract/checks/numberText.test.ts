import { describe, expect, it } from "vitest";
import { createChecker } from "../../../../src/contract/checks/checkLog.ts";
import { builtInContract } from "../../../../src/contract/model/builtIn.ts";
import { contractForLog } from "../../../../src/contract/model/contractForLog.ts";
import type { Finding } from "../../../../src/contract/model/finding.ts";
import { convertText } from "../../log/support.ts";
import { textOf } from "../logTables.ts";

/** What is found in a log, of which nothing is asked. */
function foundIn(lines: readonly object[]): readonly Finding[] {
  const { parser } = convertText(lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
  const table = parser.table();
  return createChecker(contractForLog(builtInContract, table, "never").contract)
    .update(table, parser.problems())
    .filter(({ code }) => code !== "no-contract");
}

const losses = Array.from({ length: 100 }, (_, i) => 3 / (i + 1));

describe("numbers that are written as text", () => {
  it("are read, and one information says of which metrics", () => {
    const found = foundIn(losses.map((loss, step) => ({ step: String(step), loss: String(loss) })));
    expect(found).toMatchObject([
      {
        code: "number-as-text",
        severity: "information",
        metric: "loss",
        line: 1,
        count: 100,
        facts: { others: ["step"] },
      },
    ]);
    expect(found.map(textOf)).toEqual([
      'loss is written as text in 100 of 100 values (such as "0.25" in place of 0.25). The same is true for step. ' +
        "It is read as a number here, but other tools may not do so: log plain numbers.",
    ]);
  });

  it("are counted where only some of them are", () => {
    const found = foundIn(losses.map((loss, step) => ({ step, loss: step < 60 ? loss : String(loss) })));
    expect(found).toMatchObject([{ code: "number-as-text", line: null, count: 40, facts: { values: 100 } }]);
  });

  it.each(["NaN", "nan", "Infinity", "-inf"])("are no such thing as a loss of %j, which is a lost run", (text) => {
    const found = foundIn(losses.map((loss, step) => ({ step, loss: step < 60 ? loss : text })));
    expect(found).toMatchObject([{ code: "non-finite", severity: "error", metric: "loss", line: 61, count: 40 }]);
  });

  it("are not looked for in names and labels", () => {
    expect(foundIn(losses.map((loss, step) => ({ step, loss, run: "7", note: "diverged" })))).toEqual([]);
  });
});
