import type { PanelState } from "../../src/protocol/panel.ts";
import type { ConstantMetric } from "../../src/review/model/runPlot.ts";
import type { Role } from "../../src/review/model/readAs.ts";
import { slopeGrid } from "./sensitivity.ts";

/** The columns of a chart of accuracy; null where the log holds none. */
export interface AccuracyColumns {
  readonly training: string | null;
  readonly validation: string | null;
}

/** What the sections of a page hold: those without content do not appear. */
export interface Contents {
  /** Whether there is a loss, be it one that cannot be drawn. */
  readonly loss: boolean;
  readonly accuracy: AccuracyColumns | null;
  readonly curvature: boolean;
  readonly numbers: boolean;
  readonly slopes: boolean;
  readonly residuals: boolean;
  /** Metrics of the small charts next to the curvature. */
  readonly nearCurvature: readonly string[];
  /** Norms, and the settings of the optimizer. */
  readonly optimizer: readonly string[];
  /** All other columns that change, which are drawn too: nobody can tell which one matters. */
  readonly others: readonly string[];
  /** Columns that never change, those left out that the head of the page gives. */
  readonly constants: readonly ConstantMetric[];
  /** Whether the log holds any number. */
  readonly numeric: boolean;
}

type Shown = Pick<PanelState, "readAs"> & {
  readonly review: NonNullable<PanelState["review"]>;
  readonly plot: NonNullable<PanelState["plot"]>;
};

/** What the sections of a run's page hold. */
export function contentsOf({ review, plot, readAs }: Shown): Contents {
  const { metrics } = plot;
  const played = (role: Role): string | null => readAs?.taken[role]?.column ?? null;
  const constants = new Set(plot.constants.map(({ metric }) => metric));
  const varies = (column: string): boolean => !constants.has(column);
  const columns = (roles: readonly Role[], names: readonly string[]): readonly string[] => {
    const called = names.flatMap((name) => metrics.filter((metric) => metric.split(/[/.]/).at(-1) === name));
    const all = [...roles.map(played).filter((column) => column !== null), ...called];
    return [...new Set(all)].filter(varies);
  };
  const nearCurvature = columns(["curvatureTrace"], ["hutch_trace"]);
  const optimizer = columns(optimizerRoles, ["grad_norm", "weight_norm", "lr", "wd"]);
  const loss = plot.loss.t.length + plot.lossVal.t.length > 0;
  const hasCurvature = plot.lambdaMax.t.length > 0;
  const accuracy = accuracyOf(played("trainAccuracy"), played("valAccuracy"));
  const losses = loss ? [played("trainLoss"), played("valLoss")] : [];
  const clocks = [plot.clockKey, ...clockRoles.map(played)];
  const accuracies = [accuracy?.training, accuracy?.validation];
  const elsewhere = [...clocks, ...losses, ...accuracies, hasCurvature ? played("curvature") : null];
  const inHead = new Set([played("learningRate"), played("weightDecay")]);
  const drawn = new Set([...nearCurvature, ...optimizer, ...elsewhere]);
  return {
    ...{ loss, accuracy },
    curvature: hasCurvature || nearCurvature.length > 0,
    numbers: hasNumbers(review),
    slopes: slopeGrid(review.slopes?.sensitivity ?? []) !== null,
    residuals: plot.residuals !== null,
    ...{ nearCurvature, optimizer },
    others: metrics.filter((metric) => !drawn.has(metric) && varies(metric)),
    constants: plot.constants.filter(({ metric }) => !inHead.has(metric)),
    numeric: metrics.length > 0,
  };
}

function accuracyOf(training: string | null, validation: string | null): AccuracyColumns | null {
  return training === null && validation === null ? null : { training, validation };
}

function hasNumbers({ fits, knee, firstPowerWin, slopes, curvature, noise, bestVal }: Shown["review"]): boolean {
  return [fits, knee, firstPowerWin, slopes, curvature, noise, bestVal].some((part) => part !== null);
}

const clockRoles: readonly Role[] = ["epoch", "step", "time"];
const optimizerRoles: readonly Role[] = ["gradNorm", "weightNorm", "learningRate", "weightDecay"];
