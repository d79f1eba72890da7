import { expect, it } from "vitest";
import { builtInContract } from "../../../../../src/contract/model/builtIn.ts";
import type { Column, LogTable } from "../../../../../src/log/columns/columns.ts";
import { runCurves } from "../../../../../src/worker/runs/asked/runCurves.ts";

it("draws no metric of a long log of which only the ends are kept", () => {
  const values = Float64Array.of(1, 2, 3, 4);
  const whole = (key: string): Column => ({ key, rows: Uint32Array.of(0, 1, 2, 3), values, texts: 0 });
  const ends = {
    endsOnly: true,
    logged: 9,
    least: values,
    most: values,
    last: values,
    samples: [],
    lost: null,
  } as const;
  const column = (key: string): Column => (key === "probe" ? { ...whole(key), thinned: ends } : whole(key));
  const table: LogTable = { records: 4, keys: ["step", "loss_train_nats", "probe"], column, lineOf: (row) => row + 1 };
  const ask = { axis: "@step", points: 4, isLog: false, range: null } as const;
  const curves = runCurves({ table, contract: builtInContract }, { ...ask, metrics: ["probe", "loss_train_nats"] });
  expect(curves.map(({ metric }) => metric)).toEqual(["loss_train_nats"]);
});
