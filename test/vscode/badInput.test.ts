import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, describe, it } from "mocha";
import { languages, Uri, type Diagnostic } from "vscode";
import { eventually } from "../host/eventually.ts";
import { basics, logText } from "../host/records.ts";
import { codeOf, RunFolder, workspaceFolder } from "./runFolder.ts";

/** Every message is a sentence for a person: none carries a stack or the name of an exception. */
function assertReadable(run: RunFolder): void {
  for (const { message } of run.findings) {
    assert.doesNotMatch(message, /\bat .*:\d+:\d+|Error:|undefined|\[object|NaN%/);
    assert.match(message, /^\S.*[.!?]$/s);
  }
}

describe("input that is not what it should be", () => {
  it("an empty log is a run without records", async () => {
    const run = new RunFolder("empty", "");
    const other = new RunFolder("next-to-empty", logText(basics(0, 50)));
    await other.findingsOf("missing-metric");
    assertReadable(run);
    run.write(logText(basics(0, 50)));
    await run.findingsOf("missing-metric");
  });

  it("a log of one record is read and judged", async () => {
    const run = new RunFolder("one-record", logText(basics(0, 1)));
    await run.csvIsCurrent();
    assertReadable(run);
  });

  it("a binary file is told apart from a log, once", async () => {
    const run = new RunFolder("binary", randomBytes(100_000));
    assert.equal((await run.findingsOf("unreadable")).length, 1);
    assert.equal(run.findings.length, 1);
    assertReadable(run);
  });

  it("a line cut off in the middle of a word waits for its rest", async () => {
    const [first = "", second = ""] = logText(basics(0, 2)).split(/(?<=\n)/);
    const run = new RunFolder("cut", first + second.slice(0, 10));
    await run.csvIsCurrent();
    run.append(second.slice(10));
    await run.csvIsCurrent();
  });

  describe("a contract", () => {
    const file = join(workspaceFolder(), "metrics.contract.json");
    after(() => rmSync(file, { force: true }));

    it("that is no JSON is reported at its place, and no longer once it is fixed", async () => {
      const run = new RunFolder("contract", logText(basics(0, 200)));
      await run.findingsOf("missing-metric");
      writeFileSync(file, '{\n  "metrics": { "step": { "every": } }\n}\n');
      const problems = (): Diagnostic[] =>
        languages.getDiagnostics(Uri.file(file)).filter((finding) => codeOf(finding) === "contract-invalid");
      await eventually("a finding on the contract", () => problems().length > 0);
      assert.equal(problems()[0]?.range.start.line, 1);
      writeFileSync(file, '{ "metrics": { "loss_train_nats": { "every": "batch" } } }\n');
      await eventually("no finding on the corrected contract", () => problems().length === 0);
      await run.withoutFinding("missing-metric");
    });
  });
});
