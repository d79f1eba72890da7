import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { after, describe, it } from "mocha";
import { DiagnosticSeverity, workspace } from "vscode";
import { eventually } from "../host/eventually.ts";
import { basics, logText } from "../host/records.ts";
import { codeOf, RunFolder } from "./runFolder.ts";

describe("findings", () => {
  it("name each missing metric once, on a log that is not open", async () => {
    const run = new RunFolder("missing", logText(basics(0, 1200)));
    const missing = await run.findingsOf("missing-metric");
    const aboutCurvature = missing.filter(({ message }) => message.includes("lambda_max"));
    assert.equal(aboutCurvature.length, 1);
    assert.equal(aboutCurvature[0]?.severity, DiagnosticSeverity.Warning);
    assert.equal(missing.filter(({ message }) => /\bloss_train_nats is missing/.test(message)).length, 0);
  });

  it("are shown on the line that they are about", async () => {
    const lines = logText(basics(0, 200)).split("\n");
    const broken = new RunFolder("bad-line", lines.with(6, '{"step": 7, "loss_train_nats": }').join("\n"));
    const [badLine, ...more] = await broken.findingsOf("bad-line");
    assert.equal(badLine?.range.start.line, 6);
    assert.deepEqual(more, []);
  });

  it("come while a log grows and go when their cause does", async () => {
    const run = new RunFolder("growing", logText(basics(0, 200)));
    await run.findingsOf("missing-metric");
    await run.withoutFinding("non-finite");
    run.append('{"step": 201, "epoch": 10.05, "loss_train_nats": NaN}\n');
    await run.findingsOf("non-finite");
    run.write(logText(basics(0, 210)));
    await run.withoutFinding("non-finite");
  });

  it("are gone with their log", async () => {
    const run = new RunFolder("deleted", logText(basics(0, 200)));
    await run.findingsOf("missing-metric");
    rmSync(run.folder, { recursive: true });
    await eventually("no finding on a log that was deleted", () => run.findings.length === 0);
  });
});

describe("the severities of findings", () => {
  const setting = "findings.severity";
  after(() => workspace.getConfiguration("slopewise").update(setting, undefined));

  it("are those of the setting, at once, and none where it says off", async () => {
    const run = new RunFolder("severities", logText(basics(0, 200)));
    await run.findingsOf("missing-metric");
    await workspace.getConfiguration("slopewise").update(setting, { "missing-metric": "error" });
    await eventually("findings that are errors", () =>
      run.findings.some((one) => codeOf(one) === "missing-metric" && one.severity === DiagnosticSeverity.Error),
    );
    await workspace.getConfiguration("slopewise").update(setting, { "missing-metric": "off" });
    await run.withoutFinding("missing-metric");
  });
});
