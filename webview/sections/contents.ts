import type { PanelState } from "../../src/protocol/panel.ts";
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
  /** Metrics of the small charts beside the curvature. */
  readonly besideCurvature: readonly string[];
  /** Norms, and the settings of the optimizer. */
  readonly optimizer: readonly string[];
  /** Without a loss all other columns, which are drawn since nobody can tell which one matters; else none. */
  readonly others: readonly string[];
  /** Whether the log holds any number. */
  readonly metrics: boolean;
}

type Shown = Pick<PanelState, "readAs"> & {
  readonly review: NonNullable<PanelState["review"]>;
  readonly plot: NonNullable<PanelState["plot"]>;
};

/** Charts that are drawn unasked at most: each is a canvas. */
const mostCharts = 100;

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
  const besideCurvature = columns(["curvatureTrace"], ["hutch_trace"]);
  const optimizer = columns(optimizerRoles, ["grad_norm", "weight_norm", "lr", "wd"]);
  const loss = plot.loss.t.length + plot.lossVal.t.length > 0;
  const hasCurvature = plot.lambdaMax.t.length > 0;
  const accuracy = accuracyOf(played("trainAccuracy"), played("valAccuracy"));
  const elsewhere = [
    plot.clockKey,
    hasCurvature ? played("curvature") : null,
    accuracy?.training,
    accuracy?.validation,
  ];
  const drawn = new Set([...besideCurvature, ...optimizer, ...elsewhere]);
  return {
    ...{ loss, accuracy },
    curvature: hasCurvature || besideCurvature.length > 0,
    numbers: hasNumbers(review),
    slopes: slopeGrid(review.slopes?.sensitivity ?? []) !== null,
    residuals: plot.residuals !== null,
    ...{ besideCurvature, optimizer },
    others: loss ? [] : metrics.filter((metric) => !drawn.has(metric) && varies(metric)).slice(0, mostCharts),
    metrics: metrics.length > 0,
  };
}

function accuracyOf(training: string | null, validation: string | null): AccuracyColumns | null {
  return training === null && validation === null ? null : { training, validation };
}

function hasNumbers({ fits, knee, firstPowerWin, slopes, curvature, noise, bestVal }: Shown["review"]): boolean {
  return [fits, knee, firstPowerWin, slopes, curvature, noise, bestVal].some((part) => part !== null);
}

const optimizerRoles: readonly Role[] = ["gradNorm", "weightNorm", "learningRate", "weightDecay"];
