import type { SweepDesign } from "../table/design.ts";
import type { SweepRow } from "../table/sweepRow.ts";
import { heatMap, type HeatCell } from "./heat.ts";

/** The configuration with the lowest mean of the best validation loss, and what cannot be told from it. */
export interface BestConfiguration {
  /** Its name in the design: values of settings joined with `|`. */
  readonly configuration: string;
  readonly cell: HeatCell;
  /** Configurations that cannot be told from it (Holm over all others, p at least .05), in order of their means. */
  readonly ties: readonly string[];
  /** The mean of the next one minus its own; null for one configuration. */
  readonly lead: number | null;
  /** Configurations that have a validation loss. */
  readonly compared: number;
  /** Spread of seeds, pooled over configurations; null where none has two runs. */
  readonly seedSd: number | null;
}

/** The best configuration of a sweep; null where no run has a validation loss. */
export function bestConfiguration(rows: readonly SweepRow[], { nameOf }: SweepDesign): BestConfiguration | null {
  const { cells, best, ties, pooledSd } = heatMap(rows, nameOf);
  const means = [...cells].flatMap(([name, { mean }]) => (mean === null ? [] : [{ name, mean }]));
  const [first, second] = means.sort((one, other) => one.mean - other.mean);
  const cell = cells.get(best ?? "");
  if (best === null || first === undefined || cell === undefined) {
    return null;
  }
  const tied = new Set(ties);
  return {
    configuration: best,
    cell,
    ties: means.map(({ name }) => name).filter((name) => tied.has(name)),
    lead: second === undefined ? null : second.mean - first.mean,
    compared: means.length,
    seedSd: pooledSd,
  };
}
