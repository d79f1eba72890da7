import assert from "node:assert/strict";
import { utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, describe, it } from "mocha";
import { languages, Uri, workspace, type Diagnostic } from "vscode";
import { contractFileName } from "../../src/contract/model/contract.ts";
import { findingCodes, type FindingCode } from "../../src/contract/model/finding.ts";
import { eventually } from "../host/eventually.ts";
import { basics, logText, type LogRecord } from "../host/records.ts";
import { lightBulb } from "./lightBulb.ts";
import { codeOf, RunFolder } from "./runFolder.ts";

interface Row {
  readonly log: string | Uint8Array;
  /** The contract next to the log, asking for nothing unless it says so; a text stands as it is. */
  readonly contract?: object | string;
  /** Other files next to the log, by name. */
  readonly files?: Readonly<Record<string, string>>;
  /** What the light bulb offers besides what it offers for every code; null where VS Code opens no such file. */
  readonly fixes: readonly string[] | null;
  /** What is done before the log is there. */
  readonly first?: () => Promise<void>;
  /** What is done once it is. */
  readonly then?: (run: RunFolder) => Promise<void>;
}

const batch = { every: "batch" };
const insert = "Create Python Logging Module…";
const compare = ["Compare CSV with the Log", "Generate CSV"];
const sound = basics(0, 200);

function relax(metric: string): string {
  return `Relax "every" of ${metric} to What This Run Logs (${contractFileName})`;
}

function leaveOut(metric: string): string {
  return `Remove ${metric} from the Contract (${contractFileName})`;
}

/** The sound records, changed by what is returned for each. */
function but(change: (record: LogRecord, row: number) => LogRecord): string {
  return logText(sound.map((record, row) => ({ ...record, ...change(record, row) })));
}

/** The text of a log with one more line. */
function and(line: string): string {
  return logText(sound) + line;
}

async function changeCsv(write: boolean | undefined): Promise<void> {
  await workspace.getConfiguration("slopewise").update("csv.write", write);
}

async function changeBuiltIn(use: "auto" | "always"): Promise<void> {
  await workspace.getConfiguration("slopewise").update("contract.builtIn", use);
}

/** What no log of this test shows: the editor makes no means, and a log that is slow or is not all kept is too large. */
type EditorCode = Exclude<FindingCode, "long-log" | "partly-kept" | "slow-to-read">;

const notShown: readonly FindingCode[] = ["long-log", "partly-kept", "slow-to-read"];
const editorCodes = findingCodes.filter((code): code is EditorCode => !notShown.includes(code));

/** For every code a log that shows it, and nothing else where it does; null where it is shown at the contract alone. */
const rows: Readonly<Record<EditorCode, Row | null>> = {
  "missing-metric": {
    log: but(() => ({ psdTail: 1 })),
    contract: { metrics: { psd_tail: batch } },
    fixes: [`Read psdTail as psd_tail (${contractFileName})`, leaveOut("psd_tail"), insert],
  },
  "derivable-metric": {
    log: logText(sound),
    contract: {
      metrics: { loss_train_nats: batch, bits: { ...batch, derive: { from: "loss_train_nats", scale: 2 } } },
    },
    fixes: [leaveOut("bits"), "Write metrics.derived.csv with Derived Columns"],
  },
  cadence: {
    log: but((_, row) => (row % 7 === 3 ? {} : { acc_train: 0.5 })),
    contract: { metrics: { acc_train: batch } },
    fixes: [relax("acc_train"), insert],
  },
  "epoch-only": {
    log: but((_, row) => (row % 20 === 19 ? { acc_val: 0.5 } : {})),
    contract: { metrics: { loss_train_nats: batch, acc_val: { every: "1/4 epoch" } } },
    fixes: [relax("acc_val"), insert],
  },
  "bad-line": { log: and('{"step": }\n'), fixes: [] },
  "duplicate-key": { log: and('{"step": 201, "step": 201}\n'), fixes: [] },
  "non-finite": {
    log: and('{"step": 201, "epoch": 10.05, "loss_train_nats": NaN}\n'),
    contract: { metrics: { loss_train_nats: batch } },
    fixes: [],
  },
  "out-of-range": { log: logText(sound), contract: { metrics: { lr: { ...batch, max: 1e-4 } } }, fixes: [] },
  "unit-mismatch": {
    log: but(({ loss_train_nats: loss = null }) => ({ bits: loss })),
    contract: {
      metrics: { loss_train_nats: batch, bits: { ...batch, derive: { from: "loss_train_nats", scale: 2 } } },
    },
    fixes: [],
  },
  "steps-repeated": { log: logText([...basics(0, 150), ...basics(100, 200)]), fixes: [] },
  diverged: { log: but((_, row) => (row < 100 ? {} : { loss_train_nats: 50 })), fixes: [] },
  "stopped-early": {
    log: but(({ step }) => ({ time: 1.7e9 + Number(step) })),
    files: { "config.json": '{ "epochs": 90 }' },
    fixes: [],
  },
  "incomplete-line": { log: and('{"step": 201, "ep'), fixes: [] },
  "leading-nulls": { log: `\0\0\0\0${logText(sound)}`, fixes: null },
  "line-too-long": { log: and(`{"image": "${"x".repeat(17 * 1024 * 1024)}"}\n`), fixes: [] },
  "csv-missing": {
    log: logText(sound),
    fixes: ["Generate CSV"],
    first: () => changeCsv(false),
  },
  "csv-stale": {
    log: logText(sound),
    fixes: compare,
    then: async (run) => {
      await run.csvIsCurrent();
      writeFileSync(run.csv, "step,epoch,time,lr,loss_train_nats\n9,9,9,9,9\n");
    },
  },
  "csv-foreign": {
    log: logText(sound),
    files: { "metrics.csv": "mine\n" },
    fixes: [...compare, "Keep metrics.csv and Write metrics.slopewise.csv"],
  },
  "no-contract": {
    // It is said once for all runs of a workspace folder: this is the only one without a contract.
    log: Array.from({ length: 30 }, (_, step) => `{"step":${step},"score":${3 / (step + 1)}}\n`).join(""),
    contract: {},
    first: () => changeBuiltIn("auto"),
    fixes: [
      "Use a Column as the Training Loss…",
      `Create a Contract from What This Run Logs (${contractFileName})`,
      `Create a Contract with the Built-in Metrics (${contractFileName})`,
    ],
  },
  "loss-zero": {
    log: Array.from({ length: 30 }, (_, step) => `{"step":${step},"loss_train_nats":${step < 10 ? 2.5 : 0}}\n`).join(
      "",
    ),
    fixes: [],
  },
  "level-jump": {
    log: but(({ step, loss_train_nats: loss = 0 }, row) => ({
      time: Number(step) + (row < 100 ? 0 : 3600),
      // Less than what would count as a divergence, at the same line.
      loss_train_nats: Number(loss) * (row < 100 ? 1 : 1.6),
    })),
    fixes: [],
  },
  "number-as-text": {
    log: but(({ loss_train_nats: loss = null }) => ({ loss_train_nats: String(loss) })),
    fixes: [],
  },
  "csv-too-wide": {
    log: Array.from({ length: 8_500 }, (_, key) => `{"k${key}":1}\n`).join(""),
    fixes: ["Generate CSV"],
  },
  // Said at the contract itself alone.
  "contract-invalid": null,
  unreadable: { log: Buffer.from(`\uFEFF${logText(sound)}`, "utf16le"), fixes: [] },
};

/** Puts a row's run into the workspace, all at once. */
function place(code: FindingCode, { log, contract = { metrics: {} }, files = {} }: Row): RunFolder {
  const run = new RunFolder(`code-${code}`);
  const contractText = typeof contract === "string" ? contract : JSON.stringify(contract);
  for (const [name, text] of Object.entries({ ...files, [contractFileName]: contractText })) {
    writeFileSync(join(run.folder, name), text);
  }
  run.write(log);
  // Nothing has come for an hour: a line without its end is not on its way.
  const hourAgo = Date.now() / 1000 - 3600;
  utimesSync(run.log.fsPath, hourAgo, hourAgo);
  return run;
}

/** The titles at a finding; how many other CSVs are missing is another test's matter. */
async function titlesAt(run: RunFolder, finding: Diagnostic): Promise<string[]> {
  const titles = (await lightBulb(run, finding)).map(({ title }) => title);
  return titles.filter((title) => !/^Generate All \d+ /.test(title)).sort();
}

describe("the light bulb on every code", () => {
  after(() => changeCsv(undefined));

  for (const code of editorCodes) {
    it(`offers what can be done about ${code}`, async () => {
      const row = rows[code];
      if (row === null) {
        const run = place(code, { log: logText(basics(0, 1)), contract: "{ metrics", fixes: [] });
        await run.csvIsCurrent();
        const contract = Uri.file(join(run.folder, contractFileName));
        await eventually(`${code} at the contract`, () =>
          languages.getDiagnostics(contract).some((one) => codeOf(one) === code),
        );
        assert.ok(run.findings.every((finding) => codeOf(finding) !== code));
        return;
      }
      await row.first?.();
      const run = place(code, row);
      await row.then?.(run);
      const always = [`Hide "${code}" in This Run`, `Hide "${code}" in All Runs`, `Explain "${code}"`, "Open Review"];
      if (row.fixes === null) {
        await run.findingsOf(code);
        await assert.rejects(async () => workspace.openTextDocument(run.log), /binary/);
        return;
      }
      const expected = [...row.fixes, ...always].sort();
      await eventually(`the light bulb on ${code}`, async () => {
        const [finding] = await run.findingsOf(code);
        assert.deepEqual(finding === undefined ? [] : await titlesAt(run, finding), expected);
        return true;
      });
      await changeCsv(undefined);
      await changeBuiltIn("always");
    });
  }
});
