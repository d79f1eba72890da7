import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, describe, it } from "mocha";
import { commands, Uri, workspace } from "vscode";
import { basics, logText } from "../host/records.ts";
import { eventually } from "../host/eventually.ts";
import { takeFix } from "./lightBulb.ts";
import { RunFolder, workspaceFolder } from "./runFolder.ts";

/** How soon the CSV follows the log, in milliseconds. */
const FOLLOWS_WITHIN = 2000;

async function setWriting(value: boolean | undefined): Promise<void> {
  await workspace.getConfiguration("slopewise").update("csv.write", value);
}

describe("the CSV of a log", () => {
  after(() => setWriting(undefined));

  it("is there without being asked for, and follows the log", async () => {
    const run = new RunFolder("csv", logText(basics(0, 100)));
    await run.csvIsCurrent();
    run.append(logText(basics(100, 101)));
    await run.csvIsCurrent(FOLLOWS_WITHIN);
    run.append('{"step": 102, "note": "a, \\"new\\" column"}\n');
    await run.csvIsCurrent(FOLLOWS_WITHIN);
  });

  it("is not touched where somebody else wrote it", async () => {
    const run = new RunFolder("foreign");
    writeFileSync(run.csv, "mine\n");
    run.write(logText(basics(0, 100)));
    await run.findingsOf("csv-foreign");
    assert.equal(readFileSync(run.csv, "utf8"), "mine\n");
  });

  it("is offered as a quick fix where the setting turns it off", async () => {
    await setWriting(false);
    const run = new RunFolder("offered", logText(basics(0, 100)));
    await run.findingsOf("csv-missing");
    assert.equal(existsSync(run.csv), false);
    await takeFix(run, "csv-missing", /^Generate CSV$/);
    await run.csvIsCurrent();
    await run.withoutFinding("csv-missing");
  });

  it("is written next to another tool's log where it is asked for, under a name of its own", async () => {
    const folder = join(workspaceFolder(), "runs", "keras");
    const [log, csv] = [join(folder, "metrics.csv"), join(folder, "metrics.slopewise.csv")];
    const text = "epoch,loss,val_loss\n0,2.5,2.75\n1,1.5,1.75\n2,1.25,1.5\n";
    mkdirSync(folder, { recursive: true });
    writeFileSync(log, text);
    await eventually("the CSV of the run, once it is found", async () => {
      await commands.executeCommand("slopewise.generateCsv", Uri.file(log));
      return existsSync(csv);
    });
    assert.equal(readFileSync(csv, "utf8"), text);
    assert.equal(readFileSync(log, "utf8"), text);
  });
});
