import type { RowsMessage } from "../../protocol/runsPage.ts";
import type { OpenedSweep } from "../../protocol/openedSweep.ts";
import { unpackRows } from "../../sweep/rows/packedRows.ts";
import type { RunRow } from "../../sweep/rows/runRow.ts";
import type { Judgments } from "../runs/judgments.ts";
import { judgmentCells } from "../runs/runRows.ts";
import { shortNames } from "../runs/runText.ts";
import { tellingNames } from "../runs/tellingNames.ts";

type Origin = OpenedSweep["origins"][number];

/** The rows of a sweep that was opened, with what people said of its runs since. A place is that of a row in it. */
export class SweepRows {
  readonly #sweep: OpenedSweep;
  readonly #judgments: Pick<Judgments, "of">;
  /** Places of the runs, by what their rows call their logs. */
  readonly #places: ReadonlyMap<string, number>;
  /** With what an analysis reads; null until one is wanted. */
  #analyzed: readonly RunRow[] | null = null;

  constructor({ rows, ...sweep }: OpenedSweep, judgments: Pick<Judgments, "of">) {
    const short = tellingNames(shortNames(rows.run));
    this.#sweep = { ...sweep, rows: { ...rows, run: rows.run.map((run) => short.get(run) ?? run) } };
    this.#places = new Map(rows.log.map((log, place) => [log, place]));
    this.#judgments = judgments;
  }

  /** What is missing of the sweep, in sentences. */
  get missing(): readonly string[] {
    return this.#sweep.missing;
  }

  get origins(): readonly Origin[] {
    return this.#sweep.origins;
  }

  /** The place of the run that a page names; undefined for none. */
  placeOf(log: string): number | undefined {
    return this.#places.get(log);
  }

  /** @throws {RangeError} where there is no such row. */
  originAt(place: number): Origin {
    const origin = this.#sweep.origins[place];
    if (origin === undefined) {
      throw new RangeError(`The sweep has no row ${place}.`);
    }
    return origin;
  }

  /** A row with the numbers that an analysis reads. @throws {RangeError} where there is no such row. */
  rowAt(place: number): RunRow {
    // The page is sent them packed, and most windows analyze nothing.
    this.#analyzed ??= withAnalysis(this.#sweep);
    const row = this.#analyzed[place];
    if (row === undefined) {
      throw new RangeError(`The sweep has no row ${place}.`);
    }
    return this.#judged(row, place) ?? row;
  }

  /** All rows, for a page that has none. `view`: how the person laid out the table; `missing`: what is missing now, in sentences. */
  message(view: unknown, missing: readonly string[]): RowsMessage {
    const { rows: packed, hasCurves } = this.#sweep;
    const rows = this.#judgedRows();
    return { type: "rows", packed, rows, removed: [], whole: true, view, missing, searched: true, hasCurves };
  }

  /** A row with what people said of its log since the sweep was made; null where they said nothing. */
  #judged(row: RunRow, place: number): RunRow | null {
    const judgment = this.#judgments.of(this.originAt(place).path);
    return judgment === null ? null : { ...row, cells: { ...row.cells, ...judgmentCells(judgment) } };
  }

  /** The rows that people said something of since the sweep was made. */
  #judgedRows(): readonly RunRow[] {
    const { rows, origins } = this.#sweep;
    if (origins.every(({ path }) => this.#judgments.of(path) === null)) {
      return [];
    }
    return unpackRows(rows).flatMap((row, place) => this.#judged(row, place) ?? []);
  }
}

function withAnalysis({ rows, analysis }: OpenedSweep): readonly RunRow[] {
  const more = unpackRows(analysis);
  return unpackRows(rows).map((row, place) => ({ ...row, cells: { ...row.cells, ...more[place]?.cells } }));
}
