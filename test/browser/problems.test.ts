import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "mocha";
import { eventually } from "../host/eventually.ts";
import { basics, logText } from "../host/records.ts";
import { writeLog, writeText } from "../host/workspace.ts";
import { referenceConvert } from "../reference/referenceConverter.ts";
import { useSession } from "./session.ts";

const RECORDS = 1200;

describe("warnings on a log", () => {
  const session = useSession({
    fill: async (folder) => {
      await writeLog(join(folder, "flat", "metrics.jsonl"), basics(0, RECORDS));
      const lines = logText(basics(0, 200)).split("\n");
      await writeText(join(folder, "broken", "metrics.jsonl"), lines.with(4, '{"step": 5,').join("\n"));
    },
    settings: { "slopewise.csv.write": false },
  });

  it("are in the Problems panel though no log is open", async () => {
    const { workbench } = session();
    await workbench.openProblems();
    await workbench.problem(/Line 5.*bad-line.*\[Ln 5/s).waitFor();
    await session().picture("problems");
    await workbench.filterProblems("lambda_max");
    await workbench.problem(/lambda_max.*Slopewise.*missing-metric/s).waitFor();
    assert.equal(await workbench.problem("lambda_max").count(), 1);
  });

  it("have a light bulb that generates the CSV", async () => {
    const { workbench } = session();
    await workbench.filterProblems("csv-missing");
    await eventually("csv-missing on both logs", async () => (await workbench.problem("csv-missing").count()) === 2);
    await workbench.filterProblems("lambda_max");
    await workbench.goTo(workbench.problem("lambda_max"));
    await session().picture("light-bulb");
    await workbench.quickFix("Generate CSV");
    const log = await readFile(session().path("flat", "metrics.jsonl"));
    const csv = await eventually("the CSV", () => readFile(session().path("flat", "metrics.csv"), "utf8"));
    assert.equal(csv, referenceConvert(log, { includeIncomplete: true }));
    await workbench.filterProblems("csv-missing");
    await eventually("csv-missing on the other log alone", async () => {
      return (await workbench.problem("csv-missing").count()) === 1;
    });
  });
});
