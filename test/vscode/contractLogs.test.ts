import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "mocha";
import { languages, Uri } from "vscode";
import { eventually } from "../host/eventually.ts";
import { basics, logText } from "../host/records.ts";
import { RunFolder } from "./runFolder.ts";

describe("the logs that a contract names", () => {
  it("are runs like those that the setting names, as long as it names them", async () => {
    const run = new RunFolder("named-by-contract");
    const log = join(run.folder, "train.log");
    const contract = join(run.folder, "metrics.contract.json");
    const findings = (): number => languages.getDiagnostics(Uri.file(log)).length;
    writeFileSync(log, logText(basics(0, 200)));
    writeFileSync(
      contract,
      '{ "logs": ["*.log"], "metrics": { "lr": { "every": "batch" }, "x": { "every": "batch" } } }',
    );
    await eventually(`a finding on ${log}`, () => findings() > 0);
    rmSync(contract);
    await eventually(`no finding on ${log}`, () => findings() === 0);
  });
});
