import { builtInContract } from "../../../src/contract/model/builtIn.ts";
import { createChecker } from "../../../src/contract/checks/checkLog.ts";
import type { Contract } from "../../../src/contract/model/contract.ts";
import type { Finding } from "../../../src/contract/model/finding.ts";
import { parseContract } from "../../../src/contract/file/parseContract.ts";
import { findingText } from "../../../src/contract/texts/findingText.ts";
import type { Column, LogTable } from "../../../src/log/columns/columns.ts";
import type { LogProblem, LogProblemKind, LogProblems } from "../../../src/log/records/logProblem.ts";
import { contractFaultText } from "../../../src/contract/texts/contractFaultText.ts";

/** A record of a log; a value that is no number counts as text. */
export type LogRecord = Readonly<Record<string, number | string | null>>;

/** The table of a log whose record n is on line n + 1. */
export function tableOf(records: readonly LogRecord[]): LogTable {
  const cells = new Map<string, { rows: number[]; values: number[]; texts: number }>();
  records.forEach((record, row) => {
    for (const [key, value] of Object.entries(record)) {
      const column = cells.get(key) ?? { rows: [], values: [], texts: 0 };
      cells.set(key, column);
      if (typeof value === "number") {
        column.rows.push(row);
        column.values.push(value);
      } else if (value !== null) {
        column.texts += 1;
      }
    }
  });
  const columns = new Map<string, Column>(
    [...cells].map(([key, { rows, values, texts }]) => [
      key,
      { key, rows: Uint32Array.from(rows), values: Float64Array.from(values), texts },
    ]),
  );
  return {
    records: records.length,
    keys: [...columns.keys()],
    column: (key) => columns.get(key),
    lineOf: (row) => row + 1,
  };
}

const none: Readonly<Record<LogProblemKind, number>> = {
  "bad-line": 0,
  "duplicate-key": 0,
  "line-too-long": 0,
  "leading-nulls": 0,
  "incomplete-line": 0,
  unreadable: 0,
};

/** Problems of a log's text; each is counted once more than `more` says of its kind. */
export function problemsOf(
  first: readonly LogProblem[] = [],
  more: Partial<Record<LogProblemKind, number>> = {},
): LogProblems {
  const counts = { ...none };
  for (const { kind } of first) {
    counts[kind] += 1;
  }
  for (const [kind, count] of Object.entries(more)) {
    counts[kind as LogProblemKind] += count;
  }
  return { counts, first };
}

/** What is found in records by a contract. */
export function findingsOf(records: readonly LogRecord[], contract: Contract = builtInContract): readonly Finding[] {
  return createChecker(contract).update(tableOf(records), problemsOf());
}

/** Codes, metrics and lines of findings, which is what most tests are about. */
export function placesOf(findings: readonly Finding[]): string[] {
  return findings.map(({ code, metric, line }) => `${code} ${metric ?? "-"} ${line ?? "-"}`);
}

/** A contract from its text. @throws where the text has a problem. */
export function contractOf(source: object): Contract {
  const { contract, problems } = parseContract(JSON.stringify(source));
  if (contract === null || problems.length > 0) {
    throw new Error(problems.map(({ fault }) => contractFaultText(fault)).join("\n"));
  }
  return contract;
}

export interface CheckInput {
  readonly table: LogTable;
  readonly problems: LogProblems;
  readonly contract: Contract;
}

/** The findings of a whole log that nothing stands next to. */
export function checkLog({ table, problems, contract }: CheckInput): readonly Finding[] {
  return createChecker(contract).update(table, problems);
}

/** What a finding says; nothing where there is none. */
export function textOf(finding: Finding | null | undefined): string {
  return finding === null || finding === undefined ? "" : findingText(finding);
}
