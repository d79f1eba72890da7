import { t } from "../../l10n.ts";
import type { SweepAnalysis } from "../statistics/analyzeSweep.ts";
import type { SweepCurves } from "../report/sweepCurves.ts";
import type { SweepRow } from "../table/sweepRow.ts";

/** What figures are drawn from. */
export interface FigureInput {
  /** The runs whose losses are compared. */
  readonly rows: readonly SweepRow[];
  readonly analysis: SweepAnalysis;
  /** The setting that colors and groups are by; null where none varies. */
  readonly group: string | null;
  /** Width in CSS pixels: that of one or of two columns of a paper. */
  readonly width: number;
  /** What a run's mark is labeled with, for pages that know runs by it; marks have no label where absent. */
  readonly mark?: ((row: SweepRow) => string) | undefined;
  /** Curves of the runs that figures draw; absent where only a table is known. */
  readonly curves?: SweepCurves | undefined;
}

/** The label of the marks of runs as an option of a plot's dots. */
export function labeled({ mark }: Pick<FigureInput, "mark">): {
  readonly ariaLabel?: (pair: { readonly row: SweepRow }) => string;
} {
  return mark === undefined ? {} : { ariaLabel: ({ row }) => mark(row) };
}

/** The label of marks that stand for several runs, as an option of a plot's cells and bars. */
export function labeledAll({ mark }: Pick<FigureInput, "mark">): {
  readonly ariaLabel?: (some: { readonly rows: readonly SweepRow[] }) => string;
} {
  return mark === undefined ? {} : { ariaLabel: ({ rows }) => rows.map(mark).join(" ") };
}

/** A figure, or why there is none. */
export interface Figure {
  /** Of its file, and of its part of sweep.json. */
  readonly name: string;
  readonly title: string;
  /** A whole SVG document; null where there are too few data. */
  readonly svg: string | null;
  /** What it used and left out; or why it is absent. */
  readonly caption: string;
}

/** A figure that its data do not give, with the reason. */
export function absent(about: Pick<Figure, "name" | "title">, reason: string): Figure {
  return { ...about, svg: null, caption: reason };
}

/** A caption of some sentences; null for those that there is nothing to say in. */
export function captionOfSentences(...sentences: readonly (string | null)[]): string {
  return sentences.filter((sentence) => sentence !== null).join(" ");
}

/** What a figure leaves out, with how many runs each reason does; null where there are none. */
export function leftOutSentence(
  ...reasons: readonly (readonly [count: number, text: (count: number) => string])[]
): string | null {
  const said = reasons.filter(([count]) => count > 0).map(([count, text]) => text(count));
  return said.length === 0 ? null : t("Left out: {0}.", said.join(", "));
}

/** Runs whose loss is lost, as a reason. */
export function divergedText(count: number): string {
  return t("{0} diverged or became NaN", count);
}

/** Column widths of papers, 3.5 and 7.16 inches at 96 pixels an inch. */
export const columnWidths = { one: 336, two: 688 } as const;
