import {
  architectures,
  cellFolder,
  curveEffects,
  fateOf,
  gaps,
  kneeEpochs,
  learningRates,
  seeds,
  seedSpread,
  stoppedAt,
  sweepCells,
  usualDecay,
  weightDecays,
  type Architecture,
  type LearningRate,
  type SweepCell,
  type SweepFate,
  type WeightDecay,
} from "./sweepDesign.ts";

/** A configuration of the sample sweep: its runs differ in their seeds alone. */
interface TrueConfiguration {
  /** `arch|lr|wd`, as tables of a sweep name it. */
  readonly name: string;
  /** Mean best validation loss of its runs in nats, without noise; null where all of them diverge. */
  readonly validation: number | null;
  readonly alpha: number;
}

/** What is true in every sample sweep, whatever its seed; losses are best validation losses in nats. */
export interface SweepTruth {
  readonly runs: number;
  readonly configurations: readonly TrueConfiguration[];
  /** The best configuration and by how much it leads the next. */
  readonly best: { readonly name: string; readonly validation: number; readonly lead: number };
  /** The interaction: the learning rate and weight decay that are best for each architecture. */
  readonly bestOf: Readonly<Record<Architecture, string>>;
  /** How much more the loss changes from one learning rate to the next for the transformer than for the convnet. */
  readonly interaction: { readonly from: LearningRate; readonly to: LearningRate; readonly loss: number };
  /** Convnet minus transformer, over the pairs alike in all else of which neither diverged. */
  readonly architectures: { readonly loss: number; readonly pairs: number };
  /** Loss over that at the best weight decay. */
  readonly weightDecays: Readonly<Record<string, number>>;
  /** Spread of the seeds of one configuration: relative, and pooled over all configurations in nats. */
  readonly seeds: { readonly relative: number; readonly pooled: number };
  readonly kneeEpochs: Readonly<Record<LearningRate, number>>;
  /** Runs by how they end, as folders below the sweep's. */
  readonly fates: Readonly<Record<Exclude<SweepFate, "ended">, readonly string[]>>;
}

/** The truth of the sample sweep, from its design alone, to six digits. */
export function sweepTruth(): SweepTruth {
  const configurations = architectures.flatMap((arch) =>
    learningRates.flatMap((lr) => weightDecays.map((wd) => configurationOf(arch, lr, wd))),
  );
  const ranked = rankedOf(configurations);
  const [first, second] = ranked;
  if (first === undefined || second === undefined) {
    throw new Error("The sample sweep has no two configurations that end.");
  }
  return {
    runs: sweepCells().length,
    configurations,
    best: { name: first.name, validation: first.validation, lead: rounded(second.validation - first.validation) },
    bestOf: { convnet: bestOf(ranked, "convnet"), transformer: bestOf(ranked, "transformer") },
    interaction: { from: 0.03, to: 0.1, loss: rounded(change("transformer") - change("convnet")) },
    architectures: architectureDifference(configurations),
    weightDecays: Object.fromEntries(weightDecays.map((wd) => [String(wd), rounded(gaps[wd] / gaps[usualDecay])])),
    seeds: { relative: seedSpread.logLoss, pooled: rounded(pooledSpread()) },
    kneeEpochs,
    fates: { diverged: fated("diverged"), nan: fated("nan"), stopped: fated("stopped"), growing: fated("growing") },
  };
}

function configurationOf(arch: Architecture, lr: LearningRate, wd: WeightDecay): TrueConfiguration {
  const losses = seeds.flatMap((seed) => trueLoss({ arch, lr, wd, seed }) ?? []);
  return {
    name: [arch, lr, wd].join("|"),
    validation: losses.length === 0 ? null : rounded(meanOf(losses)),
    alpha: curveEffects[arch][lr].alpha,
  };
}

/** The best validation loss of a run without the noise of its seed: that of its end; null where it diverges. */
function trueLoss(cell: SweepCell): number | null {
  const { arch, lr, wd } = cell;
  const { validation, alpha } = curveEffects[arch][lr];
  const fate = fateOf(cell);
  const whole = (validation * gaps[wd]) / gaps[usualDecay];
  return fate === "diverged" || fate === "nan" ? null : whole * (fate === "stopped" ? stoppedAt ** -alpha : 1);
}

type Ranked = TrueConfiguration & { readonly validation: number };

function rankedOf(configurations: readonly TrueConfiguration[]): readonly Ranked[] {
  return configurations
    .filter((one): one is Ranked => one.validation !== null)
    .sort((one, other) => one.validation - other.validation);
}

function bestOf(ranked: readonly Ranked[], arch: Architecture): string {
  const best = ranked.find(({ name }) => name.startsWith(`${arch}|`));
  return best?.name.slice(arch.length + 1) ?? "";
}

/** From the learning rate of 0.03 to that of 0.1. */
function change(arch: Architecture): number {
  return curveEffects[arch][0.1].validation - curveEffects[arch][0.03].validation;
}

function architectureDifference(configurations: readonly TrueConfiguration[]): SweepTruth["architectures"] {
  const [one, other] = architectures.map(
    (arch) =>
      new Map(
        configurations
          .filter(({ name }) => name.startsWith(`${arch}|`))
          .map(({ name, validation }) => [name.slice(arch.length), validation]),
      ),
  );
  const differences = [...(one ?? [])].flatMap(([name, loss]) => {
    const partner = other?.get(name) ?? null;
    return loss === null || partner === null ? [] : [loss - partner];
  });
  return { loss: rounded(meanOf(differences)), pairs: differences.length };
}

/** As statistics pool it: sums of squares over the degrees of freedom; the run that stopped early is part of them. */
function pooledSpread(): number {
  const groups = configurationLosses();
  const squares = groups.map((losses) => {
    const mean = meanOf(losses);
    const ofSeeds = Math.max(0, losses.length - 1) * (seedSpread.logLoss * mean) ** 2;
    return losses.reduce((sum, loss) => sum + (loss - mean) ** 2, ofSeeds);
  });
  const freedom = groups.reduce((sum, losses) => sum + losses.length - 1, 0);
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / freedom);
}

/** Of each configuration of which a run ends, the losses of its runs. */
function configurationLosses(): readonly (readonly number[])[] {
  const all = architectures.flatMap((arch) =>
    learningRates.flatMap((lr) =>
      weightDecays.map((wd) => seeds.flatMap((seed) => trueLoss({ arch, lr, wd, seed }) ?? [])),
    ),
  );
  return all.filter((losses) => losses.length > 0);
}

function rounded(value: number): number {
  return Number(value.toPrecision(6));
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function fated(fate: SweepFate): readonly string[] {
  return sweepCells()
    .filter((cell) => fateOf(cell) === fate)
    .map(cellFolder);
}
