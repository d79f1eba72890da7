import { listed } from "../../contract/texts/sentences.ts";
import { counted, t } from "../../l10n.ts";
import { shownName } from "./names.ts";
import { grouped, levelText } from "../table/design.ts";
import type { SweepAnalysis } from "../statistics/analyzeSweep.ts";

/** Fewer configurations leave every statement between them to chance. */
const fewConfigurations = 10;

/** What the sweep cannot show, and what was left out of it: never empty. */
export function cannotConclude(analysis: SweepAnalysis): readonly string[] {
  const { design, excluded, prediction } = analysis;
  const said = [...unfinished(analysis), ...leftOut(analysis), wrongUnits(analysis)].filter((text) => text !== null);
  const { size } = design.configurations;
  if (size > 1 && size < fewConfigurations) {
    said.push(t("With {0} configurations, correlations across them cannot be distinguished from chance.", size));
  }
  if (prediction.within === null) {
    const isRepeated = [...design.configurations.values()].some((runs) => runs.length > 1);
    said.push(
      isRepeated
        ? t("Too few configurations were repeated to relate the early slope to the loss between seeds.")
        : t("Without repeated configurations, the effect of seeds is unknown."),
    );
  }
  for (const keys of confounded(analysis)) {
    said.push(t("{0} vary together, so their effects cannot be separated.", listed(keys)));
  }
  if (excluded.absent > 0) {
    said.push(counted(excluded.absent, absentText));
  }
  return [
    ...said,
    ...optimistic(analysis),
    ...neverVaried(analysis),
    ...otherSettings(analysis),
    t("These results only apply to the values of settings that were tried."),
  ];
}

const absentText = [
  "{0} combination of the settings was not run.",
  "{0} combinations of the settings were not run.",
] as const;

/** The best of many is chosen by the losses that its mean is of. */
function optimistic({ best }: SweepAnalysis): readonly string[] {
  return best === null || best.compared < 2
    ? []
    : [
        t(
          "The best of {0} configurations was picked by these same losses, so its mean looks better than it is. Repeat it with new seeds to see how good it is.",
          best.compared,
        ),
      ];
}

const mostNamed = 6;

function neverVaried({ design: { constant, varying } }: SweepAnalysis): readonly string[] {
  const names = [...constant.keys()].map((name) => shownName(name));
  const more = names.length - mostNamed;
  if (names.length === 0 || varying.length === 0) {
    return [];
  }
  return [
    more > 0
      ? t(
          "The effects of {0} and {1} more settings are unknown: they are the same in all runs.",
          names.slice(0, mostNamed).join(", "),
          more,
        )
      : counted(names.length, constantText, listed(names)),
  ];
}

const constantText = [
  "The effect of {1} is unknown: it is the same in all runs.",
  "The effects of {1} are unknown: they are the same in all runs.",
] as const;

/** Settings that too few runs have for a comparison. */
function otherSettings({ design: { others } }: SweepAnalysis): readonly string[] {
  return others === null ? [] : [counted(others.settings, otherSettingsText, others.runs)];
}

const otherSettingsText = [
  "{0} setting is not compared, because few runs have it. Runs that differ in it count as different configurations. The column other_settings of runs.csv has it.",
  "{0} settings are not compared, because few runs have each of them. {1} runs have such settings, and those that differ in them count as different configurations. The column other_settings of runs.csv has them.",
] as const;

function wrongUnits({ units: { n, agree, disagree } }: SweepAnalysis): string | null {
  const [worst] = disagree;
  return worst === undefined
    ? null
    : t(
        "In {0} of {1} runs, the loss in bits is not the loss in nats divided by ln 2: one of the two units is wrong. The difference is largest in {2}.",
        ...[n - agree, n, worst],
      );
}

/** Losses that are not what a run was to come to. */
function unfinished({ excluded, unfinished: { stopped, training } }: SweepAnalysis): readonly string[] {
  const said = [
    excluded.training === 0 ? null : counted(excluded.training, trainingText),
    training === 0 ? null : counted(training, countedText),
    stopped === 0 ? null : counted(stopped, stoppedText),
  ];
  return said.filter((sentence) => sentence !== null);
}

const trainingText = [
  "{0} run is still training and is left out.",
  "{0} runs are still training and are left out.",
] as const;

const countedText = [
  "{0} run is still training; its best loss so far is used.",
  "{0} runs are still training; their best losses so far are used.",
] as const;

const stoppedText = [
  "{0} run is incomplete; its best loss up to where it stopped is used.",
  "{0} runs are incomplete; their best losses up to where they stopped are used.",
] as const;

function leftOut({ excluded }: SweepAnalysis): readonly string[] {
  const { diverged, noSlope, noValidation, verdict } = excluded;
  const said = [
    diverged === 0 ? null : counted(diverged, divergedText),
    noSlope === 0 ? null : counted(noSlope, noSlopeText),
    noValidation === 0 ? null : counted(noValidation, noValidationText),
    verdict === 0 ? null : counted(verdict, verdictText),
  ];
  return said.filter((sentence) => sentence !== null);
}

const divergedText = [
  "{0} run was left out because it diverged or became NaN.",
  "{0} runs were left out because they diverged or became NaN.",
] as const;

const noSlopeText = [
  "{0} run has no early slope and is left out of what uses it.",
  "{0} runs have no early slope and are left out of what uses it.",
] as const;

const noValidationText = [
  "{0} run has no validation loss and is left out of what uses it.",
  "{0} runs have no validation loss and are left out of what uses it.",
] as const;

const verdictText = [
  "{0} run was left out because of its verdict.",
  "{0} runs were left out because of their verdicts.",
] as const;

/** Groups of settings each of which determines all others of its group. */
function confounded({ design }: SweepAnalysis): readonly (readonly string[])[] {
  const rows = [...design.configurations.values()].flatMap(([first]) => (first === undefined ? [] : [first]));
  // Settings that split the runs alike number their levels alike, in order of first appearance.
  const splitOf = (key: string): string => {
    const numbers = new Map<string, number>();
    return rows
      .map(({ settings }) => {
        const level = levelText(settings.get(key));
        numbers.set(level, numbers.get(level) ?? numbers.size);
        return numbers.get(level);
      })
      .join();
  };
  return [...grouped(design.varying, splitOf).values()].filter((keys) => keys.length > 1);
}
