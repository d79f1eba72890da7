import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { after, describe, it } from "mocha";
import { workspace } from "vscode";
import { basics, logText } from "../host/records.ts";
import { takeFix } from "./lightBulb.ts";
import { RunFolder } from "./runFolder.ts";

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
});
