import { expect, it } from "vitest";
import { engine } from "../../../engine.ts";
import { builtInContract } from "../../../../src/contract/model/builtIn.ts";
import type { Column, LogTable } from "../../../../src/log/columns/columns.ts";
import { Contracts } from "../../../../src/run/contracts.ts";
import { Liveness } from "../../../../src/run/liveness.ts";
import { RunCheck } from "../../../../src/run/runCheck.ts";
import { RunFolder } from "../../../../src/run/runFolder.ts";
import { LongRun } from "../../../../src/worker/runs/longRun.ts";

const log = "/nowhere/metrics.jsonl";

function longRun(): LongRun {
  const folder = new RunFolder(log, engine);
  const long = new LongRun(new RunCheck(log, { contracts: new Contracts(), folder, liveness: new Liveness(folder) }));
  long.use({ contract: builtInContract, path: null, text: "", problems: [], usable: true });
  return long;
}

/** A log whose columns are all kept but for those of which the ends alone are. */
function tableOf(keys: readonly string[], ends: readonly string[] = []): LogTable {
  const rows = Uint32Array.from({ length: 300 }, (_, row) => row);
  const column = (key: string): Column | undefined => {
    const values = Float64Array.from(rows, (row) => (key === "step" ? row : 1 + 1 / (row + 1)));
    const thinned = { logged: 300, least: values, most: values, last: values, samples: [values], lost: null };
    const kept = ends.includes(key) ? { ...thinned, endsOnly: true as const } : thinned;
    return keys.includes(key) ? { key, rows, values, texts: 0, thinned: kept } : undefined;
  };
  return { records: 300, keys, column, lineOf: (row) => row + 1, stride: 2 };
}

it("reads another log by its own columns, also where a page had nothing to wait for before", () => {
  const long = longRun();
  const [one, other] = [tableOf(["step", "train_loss"]), tableOf(["step", "loss"])];
  expect(long.begin(one).anchor).toBe("train_loss");
  expect(long.view(["train_loss"], one).missing).toEqual([]);
  expect(long.begin(other).anchor).toBe("loss");
});

it("reads a log again by the contract that it was read by, for columns that were not kept", () => {
  const long = longRun();
  const table = tableOf(["step", "train_loss", "probe"], ["probe"]);
  long.begin(table);
  expect(long.view(["probe"], table).missing).toEqual(["probe"]);
  expect(long.begin(table).values.has("probe")).toBe(true);
});

it("keeps no column that was asked for before a whole page of others", () => {
  const long = longRun();
  const named = (name: string, count: number): string[] => Array.from({ length: count }, (_, at) => `${name}${at}`);
  const table = tableOf(["step", "loss"]);
  long.view(named("a", 30), table);
  expect([...long.view(named("b", 20), table).others]).toEqual([...named("a", 30).slice(2), ...named("b", 20)]);
  expect([...long.view(named("c", 60), table).others]).toEqual(named("c", 60));
});
