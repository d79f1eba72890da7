import { engine } from "../../engine.ts";
import { emptyFolder } from "../../../src/contract/measure/folderFacts.ts";
import { builtInContract } from "../../../src/contract/model/builtIn.ts";
import { createChecker } from "../../../src/contract/checks/checkLog.ts";
import type { Contract } from "../../../src/contract/model/contract.ts";
import type { Finding, FindingCode } from "../../../src/contract/model/finding.ts";
import { parseContract } from "../../../src/contract/file/parseContract.ts";
import { LogParser } from "../../../src/log/parser/logParser.ts";
import { csvFinding } from "../../../src/worker/runs/findings/csvFinding.ts";
import { slowFinding } from "../../../src/worker/runs/findings/slowFinding.ts";
import { contractFinding } from "../../../src/run/contractFinding.ts";
import { contractOf, findingsOf, problemsOf, tableOf, type LogRecord } from "./logTables.ts";
import { changed, sound, without } from "./soundRun.ts";

/** What shows a code, and what is as close to it as may be and does not. */
export interface Pair {
  readonly shown: () => readonly (Finding | null)[];
  readonly missed: () => readonly (Finding | null)[];
}

function pair(shown: readonly LogRecord[], missed: readonly LogRecord[], contract?: Contract): Pair {
  return { shown: () => findingsOf(shown, contract), missed: () => findingsOf(missed, contract) };
}

/** What is found in a log's text; `over`: nothing more will come. */
function inText(text: string | Uint8Array, over = false): readonly Finding[] {
  const parser = new LogParser({ kernel: engine.kernel, csv: false, maxLineBytes: 1000 });
  parser.push(typeof text === "string" ? new TextEncoder().encode(text) : text);
  return createChecker(builtInContract).update(parser.table(), parser.problems({ over }));
}

function textPair(shown: string | Uint8Array, missed: string | Uint8Array): Pair {
  return { shown: () => inText(shown), missed: () => inText(missed) };
}

function asked(epochs: number): readonly Finding[] {
  const planned = { epochs: { count: epochs, file: "config.json", key: "epochs", line: 1 }, steps: null };
  return createChecker(builtInContract).update(tableOf(sound), problemsOf(), { ...emptyFolder, planned });
}

function csv(state: "missing" | "stale" | "foreign" | "tooWide" | "current" | "off"): Finding | null {
  return csvFinding({ state, message: null }, { path: "/run/metrics.csv", csv: "on" });
}

function rising(until: number): LogRecord[] {
  return changed((record, row) =>
    row < 800 || row >= until ? record : { ...record, loss_train_nats: 20, loss_train_bits: 20 * Math.LOG2E },
  );
}

/** The sound run with `grad_norm` only at every so many steps. */
function gradNormEvery(steps: number): LogRecord[] {
  return changed((record) => {
    const bare = without(record, "grad_norm");
    return Number(record["step"]) % steps === steps - 1 ? { ...bare, grad_norm: 1 } : bare;
  });
}

/** The sound run with one value kept of so many records. */
function keptBy(stride: number): readonly Finding[] {
  return createChecker(builtInContract).update({ ...tableOf(sound), stride }, problemsOf());
}

/** What is said of a log of three keys of which so many are kept. */
function keptOf(keys: number): readonly Finding[] {
  const parser = new LogParser({ kernel: engine.kernel, csv: false, mostKeys: keys });
  parser.push(Buffer.from('{"step": 1, "loss": 2, "lr": 0.1}\n'));
  return createChecker(builtInContract)
    .update(parser.table(), problemsOf())
    .filter(({ code }) => code === "partly-kept");
}

function inScope(scope: Contract["scope"], records: readonly LogRecord[]): readonly Finding[] {
  return findingsOf(records, { ...builtInContract, scope });
}

/** The sound run with a loss of exactly 0 from a record to the end. */
function zeroFrom(first: number): LogRecord[] {
  return changed((record, row) => (row < first ? record : { ...record, loss_train_nats: 0, loss_train_bits: 0 }));
}

/** The sound run, which pauses for some seconds in the middle and goes on with a loss that is so many times as high. */
function resumedAfter(seconds: number, times: number): LogRecord[] {
  return changed((record, row) => {
    const isAfter = row >= 600;
    const loss = Number(record["loss_train_nats"]) * (isAfter ? times : 1);
    const time = row + (isAfter ? seconds : 0);
    return { ...record, time, loss_train_nats: loss, loss_train_bits: loss * Math.LOG2E };
  });
}

const everyEpoch = contractOf({ metrics: { loss_train_nats: { every: "epoch" }, epoch: { every: "epoch" } } });
const onceAnEpoch = Array.from({ length: 20 }, (_, epoch) => ({ epoch: epoch + 1, loss_train_nats: 1 }));
const everyBatch = contractOf({ metrics: { loss_train_nats: { every: "batch" } } });
const inShares = changed((record, row) => ({ ...record, acc_train: row % 2 }));
const record = '{"step": 1}\n';

/** A run whose polls take so many milliseconds. */
function slowBy(took: number): readonly Finding[] {
  const slow = slowFinding({ took, wait: 9 * took });
  return slow === null ? [] : [slow];
}

/** Each code, and what does not quite show it. */
export const pairs: Readonly<Record<FindingCode, Pair>> = {
  "missing-metric": pair(
    changed((each) => without(each, "lambda_max")).slice(0, 700),
    changed((each) => without(each, "lambda_max")).slice(0, 540),
  ),
  "derivable-metric": pair(
    changed((each) => without(each, "loss_train_bits")),
    changed((each, row) => (row < 1199 ? each : without(each, "loss_train_bits"))),
  ),
  cadence: pair(gradNormEvery(40), gradNormEvery(25)),
  "epoch-only": {
    shown: () => findingsOf(onceAnEpoch, everyBatch),
    missed: () => findingsOf(onceAnEpoch, everyEpoch),
  },
  "bad-line": textPair(`${record}{"step": 2,}\n`, `${record}\n \r\n{"step": NaN}\n`),
  "duplicate-key": textPair('{"a": 1, "a": 2}\n', '{"a": 1, "b": {"a": 2}, "c": [{"a": 1, "a": 2}]}\n'),
  "non-finite": pair(
    changed((each, row) => (row === 9 ? { ...each, lr: Infinity } : each)),
    changed((each, row) => (row === 9 ? { ...each, other: Infinity, lr: 1e308 } : each)),
  ),
  "out-of-range": pair(
    changed((each, row) => (row === 9 ? { ...each, acc_train: 1.0001 } : each)),
    inShares,
  ),
  "unit-mismatch": pair(
    changed((each) => ({ ...each, loss_train_bits: each["loss_train_nats"] ?? 0 })),
    changed((each) => ({ ...each, loss_train_bits: Math.round(100 * Number(each["loss_train_bits"])) / 100 })),
  ),
  "steps-repeated": pair([...sound, ...sound.slice(1190)], [...sound, { step: 1199, note: 1 }]),
  diverged: pair(rising(1200), rising(840)),
  "stopped-early": { shown: () => asked(13), missed: () => asked(12) },
  "incomplete-line": {
    shown: () => inText(`${record}{"step": 2}`, true),
    missed: () => inText(`${record}{"step": 2}`),
  },
  "leading-nulls": textPair(`\0\0${record}`, `\uFEFF${record}`),
  "line-too-long": textPair(`{"note": "${"x".repeat(1000)}"}\n`, `{"note": "${"x".repeat(900)}"}\n`),
  "csv-missing": {
    shown: () => [csvFinding({ state: "missing", message: null }, { path: "/run/metrics.csv", csv: "off" })],
    missed: () => [csv("missing"), csv("off")],
  },
  "csv-stale": { shown: () => [csv("stale")], missed: () => [csv("current"), csv("foreign")] },
  "csv-foreign": { shown: () => [csv("foreign")], missed: () => [csv("current"), csv("stale")] },
  "csv-too-wide": { shown: () => [csv("tooWide")], missed: () => [csv("current"), csv("foreign")] },
  "no-contract": {
    shown: () => inScope("soundness", sound),
    missed: () => inScope("full", sound),
  },
  "loss-zero": pair(zeroFrom(sound.length - 200), zeroFrom(sound.length - 4)),
  "number-as-text": textPair('{"step": 1, "lr": "0.25"}\n', '{"step": 1, "lr": "a quarter", "name": "0.25"}\n'),
  "level-jump": pair(resumedAfter(3600, 4), resumedAfter(10, 4)),
  "long-log": { shown: () => keptBy(4), missed: () => keptBy(1) },
  "partly-kept": { shown: () => keptOf(2), missed: () => keptOf(3) },
  "slow-to-read": { shown: () => slowBy(3_000), missed: () => slowBy(1_000) },
  "contract-invalid": {
    shown: () => [contractFinding({ usable: parseContract('{ "logs": 1 }').contract !== null })],
    missed: () => [contractFinding({ usable: parseContract('{ "loggs": 1 }').contract !== null })],
  },
  unreadable: textPair(new Uint8Array(200).fill(1).with(7, 0).with(9, 10), `${record}\0\n`),
};
