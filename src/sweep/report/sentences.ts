import { counted, t } from "../../l10n.ts";
import { modelWords } from "../../review/words/models.ts";
import type { SweepAnalysis } from "../statistics/analyzeSweep.ts";
import { cannotConclude } from "./limits.ts";
import { knownModel, shownName } from "./names.ts";
import { pText, percent, shown, withInterval } from "./numbers.ts";
import { configurationText } from "./settingsText.ts";

/** What a sweep says, the most important first; the last ones say what it does not show. */
export function sweepSentences(analysis: SweepAnalysis): readonly string[] {
  return [...statements(analysis), ...cannotConclude(analysis)];
}

/** What a sweep says, the most important first. */
export function statements(analysis: SweepAnalysis): readonly string[] {
  return [
    ...bestSentences(analysis),
    ...differenceSentences(analysis),
    ...predictionSentences(analysis),
    ...shapeSentences(analysis),
  ];
}

const runsText = ["{0} run", "{0} runs"] as const;
const configurationsText = ["{0} configuration", "{0} configurations"] as const;

function bestSentences({ best, design }: SweepAnalysis): string[] {
  if (best === null) {
    return [t("No run has a validation loss, so no configuration can be called the best.")];
  }
  const { cell, ties, lead, compared } = best;
  const [first] = design.configurations.get(best.configuration) ?? [];
  const name = first === undefined ? "" : configurationText(first, design);
  if (compared === 1 || cell.mean === null) {
    const mean = shown(cell.mean ?? NaN, 4);
    return [
      design.configurations.size > 1
        ? t("Only one configuration has a validation loss: {0}; its mean best validation loss is {1}.", name, mean)
        : t("All runs have the same configuration; their mean best validation loss is {0}.", mean),
    ];
  }
  const runs = counted(cell.n, runsText);
  const value = cell.interval === null ? shown(cell.mean, 4) : withInterval(cell.mean, cell.interval);
  const leader = t("The best configuration is {0}: mean best validation loss {1}, {2}.", name, value, runs);
  if (best.seedSd === null) {
    return [leader, t("No configuration was run twice, so its lead of {0} may be chance.", shown(lead ?? 0))];
  }
  const leads = t(
    "It leads the next by {0}; seeds of the same configuration differ by {1} (standard deviation).",
    shown(lead ?? 0),
    shown(best.seedSd, 2),
  );
  const tied =
    ties.length === 0
      ? t(
          "It is better than every other configuration by more than differences between seeds explain (Holm, p < 0.05).",
        )
      : t(
          "Given the differences between seeds, {0} cannot be distinguished from it.",
          counted(ties.length, configurationsText),
        );
  return [leader, leads, tied];
}

function differenceSentences({ groups }: SweepAnalysis): string[] {
  return [...groups.differences].map(([key, { levels, mean, interval, pairs, p }]) => {
    // The higher one first: nobody has to work out from a sign which is better.
    const [first, second] = mean < 0 ? [levels[1], levels[0]] : levels;
    const text = mean < 0 ? withInterval(-mean, [-interval[1], -interval[0]]) : withInterval(mean, interval);
    const evidence = t("{0}, {1} pairs of configurations that differ only in this", pText(p), pairs);
    const about = { key, higher: first, lower: second, text, evidence };
    return interval[0] <= 0 && interval[1] >= 0
      ? t(
          "Between {key} = {higher} and {key} = {lower}, no difference in the best validation loss is certain: {text}; {evidence}.",
          about,
        )
      : t(
          "The best validation loss with {key} = {higher} is higher than with {key} = {lower}, by {text}; {evidence}.",
          about,
        );
  });
}

function predictionSentences({ prediction }: SweepAnalysis): string[] {
  return [betweenSentence(prediction), withinSentence(prediction), pooledSentence(prediction)].filter(
    (sentence) => sentence !== null,
  );
}

type Prediction = SweepAnalysis["prediction"];

function betweenSentence({ between: { spearman } }: Prediction): string | null {
  if (spearman === null) {
    return null;
  }
  const { rho, interval, n, p } = spearman;
  const values = [n, withInterval(rho, interval), pText(p)] as const;
  if (interval[0] <= 0 && interval[1] >= 0) {
    return t(
      "Across {0} configurations, there is no clear relation between the early slope and the best validation loss: Spearman's ρ = {1}, {2}.",
      ...values,
    );
  }
  return rho < 0
    ? t(
        "Across {0} configurations, a steeper early slope goes with a lower best validation loss: Spearman's ρ = {1}, {2}.",
        ...values,
      )
    : t(
        "Across {0} configurations, a steeper early slope goes with a higher best validation loss: Spearman's ρ = {1}, {2}.",
        ...values,
      );
}

/** What all runs would say as if they were independent, where seeds are so alike that it is far from what they are. */
function pooledSentence({ pearson, icc }: Prediction): string | null {
  return pearson === null || icc.bestVal === null || icc.bestVal.deff <= 1.5
    ? null
    : t(
        "Counting all {0} runs as independent would overstate the evidence (r = {1}, {2}): seeds of the same configuration are similar (ICC {3}).",
        ...[pearson.n, shown(pearson.r, 2), pText(pearson.p), shown(icc.bestVal.icc, 2)],
      );
}

/** What the slope says between runs that differ in their seeds alone. */
function withinSentence({ within }: Prediction): string | null {
  if (within === null) {
    return null;
  }
  const { r, interval, clusters, p } = within;
  const values = [withInterval(r, interval), pText(p), clusters] as const;
  if (p >= 0.05) {
    return t(
      "Between seeds of the same configuration, there is no clear relation between the early slope and the loss: r = {0}, {1}, {2} configurations.",
      ...values,
    );
  }
  return r < 0
    ? t(
        "Between seeds of the same configuration, a steeper early slope goes with a lower loss: r = {0}, {1}, {2} configurations.",
        ...values,
      )
    : t(
        "Between seeds of the same configuration, a steeper early slope goes with a higher loss: r = {0}, {1}, {2} configurations.",
        ...values,
      );
}

function shapeSentences({ straightness, models }: SweepAnalysis): string[] {
  const said: string[] = [];
  const { share, wilsonClustered, n, threshold } = straightness;
  if (share !== null && wilsonClustered !== null) {
    const [low, high] = wilsonClustered;
    said.push(
      t(
        "After the knee, {0} of {1} runs follow a power law with R² of at least {2} (95% CI {3} to {4}).",
        percent(share),
        n,
        shown(threshold),
        percent(low),
        percent(high),
      ),
    );
  }
  const [most] = [...models.byModel].sort(([, one], [, other]) => other.share - one.share);
  if (most !== undefined) {
    const [name, standing] = most;
    const known = knownModel(name);
    const [low, high] = standing.wilson;
    const words = known === undefined ? shownName(name) : modelWords(known);
    said.push(
      standing.share === 1 && standing.n > 1
        ? t("The best model is {0} in all {1} runs.", words, standing.n)
        : t(
            "The best model is most often {0}: in {1} of the runs (95% CI {2} to {3}).",
            words,
            percent(standing.share),
            percent(low),
            percent(high),
          ),
    );
  }
  return said;
}
