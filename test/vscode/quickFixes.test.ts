import assert from "node:assert/strict";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, afterEach, before, describe, it } from "mocha";
import { commands, TabInputTextDiff, Uri, window, workspace } from "vscode";
import { eventually } from "../host/eventually.ts";
import { basics, logText, type LogRecord } from "../host/records.ts";
import { referenceConvert } from "../reference/referenceConverter.ts";
import { lightBulb, takeFix } from "./lightBulb.ts";
import { RunFolder, workspaceFolder } from "./runFolder.ts";

const contract = join(workspaceFolder(), "metrics.contract.json");

/** Records that call their loss, and a metric that plays no role, otherwise than the built-in contract. */
function renamed(count: number): LogRecord[] {
  return basics(0, count).map(({ loss_train_nats: loss, ...rest }) => ({
    ...rest,
    train_loss: loss ?? null,
    psdTail: 1,
  }));
}

/** The contract of a run's own folder. */
function own(run: RunFolder): string {
  return join(run.folder, "metrics.contract.json");
}

/** Takes the first entry of the list that something asks by, once it asks. */
async function takeFirst(asking: Promise<void>): Promise<void> {
  const answers = setInterval(() => void commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem"), 100);
  await asking.finally(() => clearInterval(answers));
}

async function change(setting: string, value: unknown): Promise<void> {
  await workspace.getConfiguration("slopewise").update(setting, value);
}

/** The comparison that is open, once there is one. */
function comparison(): Promise<TabInputTextDiff> {
  return eventually("a comparison", () => {
    const tabs = window.tabGroups.all.flatMap((group) => group.tabs);
    return tabs.map(({ input }) => input).find((input) => input instanceof TabInputTextDiff);
  });
}

async function textOf(uri: Uri): Promise<string> {
  return (await workspace.openTextDocument(uri)).getText();
}

describe("the light bulb on a CSV", () => {
  afterEach(() => commands.executeCommand("workbench.action.closeAllEditors"));
  after(() => change("csv.write", undefined));

  it("compares a CSV that was edited with what the log gives", async () => {
    const run = new RunFolder("edited", logText(basics(0, 50)));
    await run.csvIsCurrent();
    const edited = readFileSync(run.csv, "utf8").replace("\n", "\n9,9,9,9,9\n");
    writeFileSync(run.csv, edited);
    void takeFix(run, "csv-stale", /^Compare CSV with the Log/);
    const { original, modified } = await comparison();
    assert.equal(await textOf(original), edited);
    assert.equal(await textOf(modified), referenceConvert(readFileSync(run.log.fsPath), { includeIncomplete: true }));
    assert.equal(readFileSync(run.csv, "utf8"), edited);
  });

  it("leaves a CSV of somebody else alone and keeps one next to it, also when the log grows", async () => {
    const run = new RunFolder("somebody-else");
    writeFileSync(run.csv, "mine\n");
    run.write(logText(basics(0, 50)));
    await takeFix(run, "csv-foreign", /^Keep metrics.csv and Write metrics.slopewise.csv$/);
    await run.withoutFinding("csv-foreign");
    const other = join(run.folder, "metrics.slopewise.csv");
    const isCurrent = (): boolean =>
      existsSync(other) &&
      readFileSync(other, "utf8") === referenceConvert(readFileSync(run.log.fsPath), { includeIncomplete: false });
    await eventually("the CSV next to it", isCurrent);
    run.append(logText(basics(50, 60)));
    await eventually("the CSV next to it as the log is now", isCurrent);
    assert.equal(readFileSync(run.csv, "utf8"), "mine\n");
  });

  it("writes a CSV with derived columns, and leaves the plain one as it is", async () => {
    const run = new RunFolder("derivable", logText(basics(0, 50)));
    await run.csvIsCurrent();
    await takeFix(run, "derivable-metric", /^Write metrics.derived.csv with Derived Columns$/);
    const [header = "", first = ""] = readFileSync(join(run.folder, "metrics.derived.csv"), "utf8").split("\n");
    assert.match(header, /^step,.*,loss_train_bits$/);
    const cells = first.split(",").map(Number);
    const nats = cells[header.split(",").indexOf("loss_train_nats")] ?? NaN;
    assert.equal(cells.at(-1), nats * Math.LOG2E);
    await run.csvIsCurrent();
  });

  it("generates every CSV that is missing", async () => {
    await change("csv.write", false);
    const runs = ["lacking-1", "lacking-2"].map((name) => new RunFolder(name, logText(basics(0, 50))));
    await Promise.all(runs.map((run) => run.findingsOf("csv-missing")));
    await takeFix(runs[0] ?? assert.fail(), "csv-missing", /^Generate All \d+ Missing CSVs$/);
    await Promise.all(runs.map((run) => run.csvIsCurrent()));
    await Promise.all(runs.map((run) => run.withoutFinding("csv-missing")));
  });
});

describe("the light bulb on what a contract asks for", () => {
  before(() => rmSync(contract, { force: true }));
  afterEach(async () => {
    await commands.executeCommand("workbench.action.closeAllEditors");
    rmSync(contract, { force: true });
  });

  it("reads a key of the log as the metric, in a contract of the run's own folder", async () => {
    const run = new RunFolder("renamed", logText(renamed(200)));
    const before = await run.findingsOf("missing-metric");
    // The loss is found under its other name without being asked.
    assert.ok(before.every(({ message }) => !message.startsWith("loss_train_nats")));
    assert.ok(before.some(({ message }) => message.startsWith("psd_tail")));
    await takeFix(run, "missing-metric", /^Read psdTail as psd_tail/);
    assert.match(readFileSync(own(run), "utf8"), /"psdTail": \{ "every"/);
    assert.ok(!existsSync(contract));
    await eventually("no finding on the metric", () =>
      run.findings.every(({ message }) => !message.startsWith("psd_tail")),
    );
  });

  it("relaxes a cadence to what the run does, and keeps the file's comments", async () => {
    const text = `{
  "metrics": {
    // the clock
    "step": { "every": "batch" }, "epoch": { "every": "batch" },
    "loss_train_nats": { "every": "batch" },
    "grad_norm": { "every": "10 steps", "min": 0 } // expensive
  }
}
`;
    writeFileSync(contract, text);
    const records = basics(0, 400).map((record, at) => (at % 40 === 0 ? { ...record, grad_norm: 1 } : record));
    const run = new RunFolder("rare", logText(records));
    // A list that is answered before it has its lines is as one that was closed: then the fix is taken again.
    await eventually("a contract of the run's own", async () => {
      await takeFirst(takeFix(run, "cadence", /^Relax "every" of grad_norm/));
      return existsSync(own(run));
    });
    const relaxed = text.replace('"10 steps"', '"2 epochs"');
    assert.equal(
      readFileSync(own(run), "utf8"),
      `// For this folder and below, in place of metrics.contract.json.\n${relaxed}`,
    );
    assert.equal(readFileSync(contract, "utf8"), text);
    await run.withoutFinding("cadence");
  });

  it("leaves a metric out", async () => {
    const run = new RunFolder("left-out", logText(basics(0, 50)));
    writeFileSync(own(run), '{ "metrics": {\n  "step": { "every": "batch" },\n  "wd": { "every": "batch" }\n} }\n');
    await takeFix(run, "missing-metric", /^Remove wd from the Contract \(metrics\.contract\.json\)$/);
    assert.equal(readFileSync(own(run), "utf8"), '{ "metrics": {\n  "step": { "every": "batch" }\n} }\n');
    await run.withoutFinding("missing-metric");
  });
});

describe("the light bulb on a finding that is not wanted", () => {
  after(async () => {
    await change("findings.silenced", undefined);
    await change("findings.severity", undefined);
  });

  it("silences its code in one run, then in all", async () => {
    const broken = `${logText(basics(0, 50))}{"step": }\n`;
    const [one, other] = [new RunFolder("unwanted", broken), new RunFolder("wanted", broken)];
    await takeFix(one, "bad-line", /^Hide "bad-line" in This Run$/);
    await one.withoutFinding("bad-line");
    assert.deepEqual(workspace.getConfiguration("slopewise").get("findings.silenced"), {
      "runs/unwanted": ["bad-line"],
    });
    assert.equal((await other.findingsOf("bad-line")).length, 1);
    await takeFix(other, "bad-line", /^Hide "bad-line" in All Runs$/);
    await other.withoutFinding("bad-line");
    await change("findings.silenced", undefined);
    await change("findings.severity", undefined);
    await Promise.all([one.findingsOf("bad-line"), other.findingsOf("bad-line")]);
  });

  it("explains it on a page", async () => {
    const run = new RunFolder("explained", `${logText(basics(0, 50))}{"step": }\n`);
    const [finding] = await run.findingsOf("bad-line");
    assert.ok(finding !== undefined && typeof finding.code === "object");
    assert.match(await textOf(finding.code.target), /^# bad-line\n\n\S/);
    const titles = (await lightBulb(run, finding)).map(({ title }) => title);
    assert.ok(titles.includes('Explain "bad-line"'), titles.join("; "));
  });
});
