import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "mocha";
import { eventually, insist } from "../host/eventually.ts";
import { basics, logText } from "../host/records.ts";
import { writeLog, writeText } from "../host/workspace.ts";
import { referenceConvert } from "../reference/referenceConverter.ts";
import { useSession, type Session } from "./session.ts";

async function textOf(session: Session, ...parts: readonly string[]): Promise<string> {
  return readFile(session.path(...parts), "utf8");
}

/** Filters the Problems panel once a problem holds a text: a filter that let nothing through does not see what comes. */
async function find({ workbench }: Session, text: string): Promise<void> {
  await insist(`a problem with ${text}`, async (timeout) => {
    await workbench.filterProblems("");
    await workbench.filterProblems(text);
    await workbench.problem(text).first().waitFor({ timeout });
  });
}

/** Opens the log of the first problem that holds a text, with the cursor on it. */
async function goTo(session: Session, text: string): Promise<void> {
  await find(session, text);
  await session.workbench.goTo(session.workbench.problem(text));
}

describe("a CSV that was edited", () => {
  const log = logText(basics(0, 200));
  const given = referenceConvert(Buffer.from(log), { includeIncomplete: true });
  const edited = given.replace("0.001", "0.002");
  const session = useSession({
    fill: async (folder) => {
      await writeText(join(folder, "edited", "metrics.jsonl"), log);
      await writeText(join(folder, "edited", "metrics.csv"), edited);
    },
  });
  const isGiven = async (): Promise<boolean> => (await textOf(session(), "edited", "metrics.csv")) === given;

  it("is compared with the log first, kept if the person says so, and replaced then", async () => {
    const { workbench } = session();
    for (const button of ["Keep", "Replace"]) {
      await goTo(session(), "csv-stale");
      await workbench.quickFix("Compare CSV with the Log");
      await workbench.tab("metrics.csv ↔ CSV from the log").waitFor();
      const question = workbench.notification("metrics.csv differs from the log, first in line 2");
      await question.waitFor();
      await session().picture(`csv-compare-${button}`);
      assert.equal(await textOf(session(), "edited", "metrics.csv"), edited);
      await question.getByRole("button", { name: button, exact: true }).click();
      await question.waitFor({ state: "detached" });
      if (button === "Keep") {
        await workbench.close("metrics.csv ↔");
      }
    }
    await workbench.tab("metrics.csv ↔").waitFor({ state: "detached" });
    await eventually("the CSV as the log gives it", isGiven);
    await workbench.problem("csv-stale").waitFor({ state: "detached" });
  });

  it("is written over only where a dialog is answered with yes", async () => {
    const { workbench } = session();
    await writeFile(session().path("edited", "metrics.csv"), edited);
    await goTo(session(), "csv-stale");
    await workbench.quickFix("Generate CSV");
    await session().picture("csv-dialog");
    await workbench.answer(/edited\/metrics.csv does not match the log.*Replace it\?/s, "Cancel");
    assert.equal(await textOf(session(), "edited", "metrics.csv"), edited);
    await workbench.quickFix("Generate CSV");
    await workbench.answer("edited/metrics.csv does not match the log", "Replace");
    await eventually("the CSV as the log gives it", isGiven);
  });
});

describe("a contract", () => {
  const session = useSession({
    fill: async (folder) => {
      await writeLog(join(folder, "one", "metrics.jsonl"), basics(0, 400));
      const rarely = basics(0, 400).map((record, at) => (at % 40 === 0 ? { ...record, sharpness: 1 } : record));
      await writeLog(join(folder, "other", "metrics.jsonl"), rarely);
    },
  });
  const contract = async (): Promise<{ metrics: Record<string, { every: string }> }> => {
    const text = await textOf(session(), "metrics.contract.json");
    return JSON.parse(text.replace(/^\s*\/\/.*$/gm, "")) as { metrics: Record<string, { every: string }> };
  };
  const metrics = async (): Promise<string[]> => Object.keys((await contract()).metrics).sort();
  const ofRun = ["epoch", "loss_train_nats", "lr", "sharpness", "step", "time"];

  it("is made of what the run that was picked logs", async () => {
    const { workbench } = session();
    await workbench.command("Slopewise: Create Metric Contract");
    await workbench.choice("other").waitFor();
    await session().picture("contract-source");
    await workbench.choice("other").click();
    await workbench.choice("This run only").waitFor();
    await session().picture("contract-preview");
    await workbench
      .choice("All 2 runs of its folder")
      .filter({ hasText: /1 other run: \d+ findings now, \d+ after the change/ })
      .click();
    await workbench.notification("metrics.contract.json was written.").waitFor();
    const made = await eventually("the contract", contract);
    assert.deepEqual(Object.keys(made.metrics).sort(), ofRun);
    assert.equal(made.metrics["sharpness"]?.every, "2 epochs");
    assert.equal(made.metrics["lr"]?.every, "batch");
    await session().picture("contract-of-run");
  });

  it("is replaced only where a dialog is answered with yes", async () => {
    const { workbench } = session();
    const create = (): Promise<void> =>
      workbench.command("Slopewise: Create Metric Contract", "The built-in contract", "All 2 runs of its folder");
    await create();
    await workbench.answer("metrics.contract.json already exists", "Cancel");
    assert.deepEqual(await metrics(), ofRun);
    await create();
    await workbench.answer("metrics.contract.json already exists", "Replace");
    await workbench.tab("metrics.contract.json").waitFor();
    await eventually("the built-in contract", async () => (await metrics()).length === 18);
  });

  it("has those metrics left out that stay ticked", async () => {
    const { workbench } = session();
    await goTo(session(), "weight_norm");
    await workbench.showLightBulb("Remove Metrics from the Contract");
    await session().picture("tick-light-bulb");
    await workbench.quickFix("Remove Metrics from the Contract");
    await session().picture("tick-list");
    await workbench.takeAllBut("Select metrics to leave out of the contract", ["wd", "weight_norm"]);
    await workbench.choice("All 2 runs of its folder").click();
    const left = await eventually("the shorter contract", async () => {
      const now = await metrics();
      return now.length < 18 && now;
    });
    // What this run logs, what it need not log yet, and what was not ticked any more.
    const logged = ["epoch", "loss_train_nats", "lr", "step", "time"];
    assert.deepEqual(left, [...logged, "hutch_trace", "lambda_max", "wd", "weight_norm"].sort());
  });

  it("silences the findings that stay ticked", async () => {
    const { workbench } = session();
    await writeText(session().path("one", "metrics.csv"), "mine\n");
    await find(session(), "csv-foreign");
    await goTo(session(), "weight_norm");
    await workbench.quickFix("Hide Findings in All Runs…");
    await workbench.takeAllBut("Select findings to hide", ["csv-foreign"]);
    await workbench.filterProblems("missing-metric");
    await workbench.problem("missing-metric").first().waitFor({ state: "detached" });
    await find(session(), "csv-foreign");
  });
});

describe("a run that logs once an epoch what each batch should have", () => {
  const rules = `{
  "metrics": {
    "loss_train_nats": { "every": "batch" }, // the loss
    "bits": { "every": "batch", "derive": { "from": "loss_train_nats", "scale": 2 } },
    "acc_train": { "every": "batch" },
    "acc_val": { "every": "1/4 epoch" }
  }
}
`;
  const records = basics(0, 200).map((record, at) =>
    at % 20 === 19 ? { ...record, acc_train: 0.5, acc_val: 0.5 } : record,
  );
  const session = useSession({
    fill: async (folder) => {
      await writeText(join(folder, "metrics.contract.json"), rules);
      await writeLog(join(folder, "one", "metrics.jsonl"), records);
      await writeLog(join(folder, "other", "metrics.jsonl"), basics(0, 200));
    },
  });

  it("has the cadences relaxed that stay ticked, and the rest of the contract kept", async () => {
    const { workbench } = session();
    await goTo(session(), "epoch-only");
    await workbench.quickFix('Relax "every" to What This Run Logs');
    await session().picture("relax-list");
    await workbench.takeAllBut("Select metrics whose interval to relax", ["acc_val"]);
    await workbench.choice("All 2 runs of its folder").click();
    const relaxed = rules.replace('"acc_train": { "every": "batch" }', '"acc_train": { "every": "epoch" }');
    await eventually(
      "the relaxed contract",
      async () => (await textOf(session(), "metrics.contract.json")) === relaxed,
    );
  });

  it("has derived columns that were edited written over only where a dialog is answered with yes", async () => {
    const { workbench } = session();
    const derived = async (): Promise<string> => textOf(session(), "one", "metrics.derived.csv");
    const write = "Write metrics.derived.csv with Derived Columns";
    // The pane shows no hints; this one stands where the cadence that was not relaxed does.
    await goTo(session(), "epoch-only");
    await workbench.quickFix(write);
    const given = await eventually("the derived columns", derived);
    await writeFile(session().path("one", "metrics.derived.csv"), given.replace("0.001", "0.002"));
    await workbench.quickFix(write);
    await session().picture("derived-dialog");
    await workbench.answer(/metrics.derived.csv .*Replace it\?/s, "Cancel");
    assert.equal(await derived(), given.replace("0.001", "0.002"));
    await workbench.quickFix(write);
    await workbench.answer(/metrics.derived.csv .*Replace it\?/s, "Replace");
    await eventually("the derived columns again", async () => (await derived()) === given);
  });

  it("cannot be compared where it alone is ticked", async () => {
    const { workbench } = session();
    await workbench.command("Slopewise: Compare Runs", "one");
    await session().picture("compare-list");
    await workbench.page.keyboard.press("Enter");
    await workbench.notification("Select two or more runs to compare.").waitFor();
  });
});

describe("logging code", () => {
  const session = useSession({ fill: (folder) => writeLog(join(folder, "run", "metrics.jsonl"), basics(0, 50)) });
  const file = "slopewise_logging.py";

  it("is written over changes of the person's own only where a dialog is answered with yes", async () => {
    const { workbench } = session();
    const insert = (): Promise<void> =>
      workbench.command("Slopewise: Create Python Logging Module", "Workspace Folder");
    await insert();
    await workbench.tab(file).waitFor();
    const written = await textOf(session(), file);
    await writeFile(session().path(file), `${written}# mine\n`);
    await insert();
    await session().picture("logging-dialog");
    await workbench.answer("It may have your own changes", "Cancel");
    assert.equal(await textOf(session(), file), `${written}# mine\n`);
    await workbench.close(file);
    await insert();
    await workbench.answer("It may have your own changes", "Replace");
    await workbench.tab(file).waitFor();
    assert.equal(await textOf(session(), file), written);
  });
});
