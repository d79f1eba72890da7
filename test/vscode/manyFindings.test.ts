import assert from "node:assert/strict";
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "mocha";
import { languages, Uri, workspace, type Diagnostic } from "vscode";
import { eventually } from "../host/eventually.ts";
import { patience } from "../host/patience.ts";
import { basics, logText } from "../host/records.ts";
import { RunFolder, workspaceFolder } from "./runFolder.ts";

const sweep = join(workspaceFolder(), "sweep");
const RUNS = 1_200;
const BAD_LINES = 100_000;

/** A log with one finding and no other: by this contract nothing is missing. */
const contract = '{ "metrics": { "step": { "every": "batch" } } }\n';
const faulty = '{"step": 1}\n{"step": 2}\n{"step": }\n{"step": 3}\n';

/** Slopewise's diagnostics of all logs below a folder. */
function below(folder: string): Diagnostic[] {
  return languages
    .getDiagnostics()
    .filter(([uri]) => uri.fsPath.startsWith(`${folder}/`))
    .flatMap(([, diagnostics]) => diagnostics.filter(({ source }) => source === "Slopewise"));
}

describe("many findings", () => {
  before(async () => {
    await workspace.getConfiguration("slopewise").update("csv.write", false);
    await workspace.getConfiguration("slopewise").update("findings.severity", { "csv-missing": "off" });
  });
  after(async () => {
    rmSync(sweep, { recursive: true, force: true });
    await workspace.getConfiguration("slopewise").update("csv.write", undefined);
    await workspace.getConfiguration("slopewise").update("findings.severity", undefined);
  });

  it(`of ${RUNS} runs are all shown, and gone once their folder is renamed or deleted`, async () => {
    mkdirSync(sweep);
    writeFileSync(join(sweep, "metrics.contract.json"), contract);
    for (let run = 0; run < RUNS; run += 1) {
      mkdirSync(join(sweep, `run-${run}`));
      writeFileSync(join(sweep, `run-${run}`, "metrics.jsonl"), faulty);
    }
    await eventually(`${RUNS} findings`, () => below(sweep).length === RUNS, patience.manyFiles);
    const moved = `${sweep}-moved`;
    renameSync(join(sweep, "run-7"), join(sweep, "renamed"));
    await eventually(
      "the findings of the renamed run under its new name",
      () => {
        const old = languages.getDiagnostics(Uri.file(join(sweep, "run-7", "metrics.jsonl")));
        const now = languages.getDiagnostics(Uri.file(join(sweep, "renamed", "metrics.jsonl")));
        return old.length === 0 && now.length === 1;
      },
      patience.manyFiles,
    );
    renameSync(sweep, moved);
    await eventually(
      "all findings under the new name",
      () => below(sweep).length === 0 && below(moved).length === RUNS,
      patience.manyFiles,
    );
    rmSync(moved, { recursive: true });
    await eventually("no findings any more", () => below(moved).length === 0, patience.manyFiles);
  });

  it(`${BAD_LINES} bad lines are one finding that counts them, at the first`, async () => {
    const lines = `${logText(basics(0, 100))}${"{not json}\n".repeat(BAD_LINES)}`;
    const run = new RunFolder("all-bad", lines);
    const bad = await run.findingsOf("bad-line");
    assert.equal(bad.length, 1);
    assert.equal(bad[0]?.range.start.line, 100);
    assert.match(bad[0].message, /100,000/);
    assert.ok(run.findings.length < 30, `There are ${run.findings.length} findings.`);
  });

  it("of one log go with the log's file alone", async () => {
    const run = new RunFolder("file-deleted", `${logText(basics(0, 50))}{"step": }\n`);
    await run.findingsOf("bad-line");
    rmSync(run.log.fsPath);
    await eventually("no finding on a log that was deleted", () => run.findings.length === 0);
  });
});

describe("a finding's place", () => {
  it("is the value that it is about, with the other places that belong to it", async () => {
    const renamed = basics(0, 200).map((record) => ({ ...record, psdTail: 1 }));
    const run = new RunFolder("placed", `${logText(renamed)}{"step": 201, "loss_train_nats": 1, "lr": NaN}\n`);
    const [nonFinite] = await run.findingsOf("non-finite");
    const document = await workspace.openTextDocument(run.log);
    assert.ok(nonFinite !== undefined);
    assert.equal(document.getText(nonFinite.range), "NaN");
    const alias = (await run.findingsOf("missing-metric")).find(({ message }) => message.startsWith("psd_tail"));
    const [first] = alias?.relatedInformation ?? [];
    assert.equal(first?.location.uri.fsPath, run.log.fsPath);
    assert.match(first.message, /psdTail/);
  });
});
