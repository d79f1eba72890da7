import type { Contract } from "../../contract/model/contract.ts";
import { isKept, type LogTable } from "../../log/columns/columns.ts";
import { partSince, type ColumnPart, type ColumnWant } from "../../review/panel/columnPart.ts";
import type { ColumnId } from "../../review/model/axisIds.ts";
import { panelColumn, type PanelColumn } from "../../review/panel/panelColumns.ts";
import type { FromWorker } from "../../protocol/worker.ts";

/** A run as far as this feed knows it. */
export interface ColumnSource {
  readonly name: { readonly log: string };
  /** What was read so far and how it is to be understood; null before the first poll has ended. */
  source(): { readonly table: LogTable; readonly contract: Contract } | null;
}

/** Most values that go in one message: a longer one would hold up whatever else the window does. */
const mostValues = 500_000;

type Sent = Map<ColumnId, PanelColumn | null>;

/** Sends panels the columns that they asked for, whole at first and later only what changed. */
export class ColumnFeed {
  readonly #send: (message: FromWorker) => void;
  /** By panel, by log: the columns as they were sent last. */
  readonly #panels = new Map<number, Map<string, Sent>>();

  constructor(send: (message: FromWorker) => void) {
    this.#send = send;
  }

  /** From now on `panel` is kept up to date with these columns of a log and no others of it; none ends it. */
  want(panel: number, log: string, wants: readonly ColumnWant[]): void {
    const logs = this.#panels.get(panel) ?? new Map<string, Sent>();
    this.#panels.set(panel, logs);
    const before = logs.get(log);
    // A panel that has nothing, because its page was made again, gets everything.
    logs.set(log, new Map(wants.map(({ id, have }) => [id, have === 0 ? null : (before?.get(id) ?? null)])));
    if (wants.length === 0) {
      logs.delete(log);
    }
  }

  /** The metrics of a log that panels want. */
  metricsOf(log: string): readonly string[] {
    const ids = [...this.#panels.values()].flatMap((logs) => [...(logs.get(log)?.keys() ?? [])]);
    return [...new Set(ids.flatMap((id) => metricOf(id) ?? []))];
  }

  /** Sends what is new of a run to every panel that wants it. */
  changed(run: ColumnSource): void {
    const source = run.source();
    if (source === null) {
      return;
    }
    const columns = new Map<ColumnId, PanelColumn>();
    for (const [panel, logs] of this.#panels) {
      for (const [id, sent] of logs.get(run.name.log) ?? []) {
        if (!isThere(source.table, id)) {
          // It comes once the log was read for it.
          continue;
        }
        const column = columns.get(id) ?? panelColumn(source.table, source.contract, id);
        columns.set(id, column);
        const part = partSince(id, column, sent);
        if (part !== null) {
          cut(part).forEach((one) => this.#send({ type: "columns", panel, log: run.name.log, part: one }));
          logs.get(run.name.log)?.set(id, column);
        }
      }
    }
  }
}

/** The metric that a column is of; null for an axis. */
function metricOf(id: ColumnId): string | null {
  return id.startsWith("metric:") ? id.slice("metric:".length) : null;
}

/** Whether what is kept of a column is all that a panel shows. */
function isThere(table: LogTable, id: ColumnId): boolean {
  const metric = metricOf(id);
  return metric === null || isKept(table.column(metric));
}

function cut(part: ColumnPart): ColumnPart[] {
  const pieces: ColumnPart[] = [];
  for (let start = 0; start === 0 || start < part.values.length; start += mostValues) {
    pieces.push({
      id: part.id,
      from: part.from + start,
      rows: part.rows?.subarray(start, start + mostValues) ?? null,
      values: part.values.subarray(start, start + mostValues),
    });
  }
  return pieces;
}
