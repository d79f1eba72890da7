import type { Contract } from "../../../contract/model/contract.ts";
import { isKept, type LogTable } from "../../../log/columns/columns.ts";
import { at } from "../../../numerics/at.ts";
import { panelColumn, type PanelColumn } from "../../../review/panel/panelColumns.ts";
import { curveRoles, thinned, type CurveAsk, type Placed, type RunCurve } from "../../../sweep/curves/runCurve.ts";

/**
 * The metrics of a run that a page draws, as far as the log has them and their values are kept; wall time is in seconds
 * from the first record.
 */
export function runCurves(
  { table, contract }: { readonly table: LogTable; readonly contract: Contract },
  ask: CurveAsk,
): readonly RunCurve[] {
  const axis = panelColumn(table, contract, ask.axis);
  const origin = ask.axis === "@time" ? (axis.values.find(Number.isFinite) ?? 0) : 0;
  return ask.metrics.flatMap((metric) => {
    const role = curveRoles.find((one) => metric === `@${one}`);
    const name = role === undefined ? metric : contract.names[role];
    if (!isKept(table.column(name))) {
      return [];
    }
    const curve = thinned(placed(axis, panelColumn(table, contract, `metric:${name}`), origin), ask);
    return curve.x.length === 0 ? [] : [{ metric, ...curve }];
  });
}

function placed(axis: PanelColumn, { rows, values }: PanelColumn, origin: number): Placed {
  const x = new Float64Array(values.length);
  values.forEach((_, i) => (x[i] = axis.values.length === 0 ? NaN : at(axis.values, rows?.[i] ?? i) - origin));
  return { x, y: values };
}
