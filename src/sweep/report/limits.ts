import { counted, t } from "../../l10n.ts";
import { levelText } from "../table/design.ts";
import type { SweepAnalysis } from "../statistics/analyzeSweep.ts";

/** Fewer configurations leave every statement between them to chance. */
const fewConfigurations = 10;

const leftOutText = ["{0} run was left out: {1}.", "{0} runs were left out: {1}."] as const;

/** What the sweep cannot show, and what was left out of it: never empty. */
export function cannotConclude(analysis: SweepAnalysis): readonly string[] {
  const { design, excluded, prediction } = analysis;
  const said = [leftOut(analysis)].filter((text) => text !== null);
  if (design.configurations.size < fewConfigurations) {
    said.push(
      t("With {0} configurations, correlations between them cannot be told from chance.", design.configurations.size),
    );
  }
  if (prediction.within === null) {
    said.push(t("Without repeated configurations nothing can be said of the effect of seeds."));
  }
  for (const [one, other] of confounded(analysis)) {
    said.push(t("{0} and {1} vary together, so their effects cannot be told apart.", one, other));
  }
  if (excluded.absent > 0) {
    said.push(t("{0} combinations of the settings were not run.", excluded.absent));
  }
  said.push(
    t("The settings were not drawn at random from all settings: nothing here holds beyond the ones that were tried."),
  );
  return said;
}

function leftOut({ excluded }: SweepAnalysis): string | null {
  const { diverged, noSlope, noValidation, verdict } = excluded;
  const total = diverged + noSlope + noValidation + verdict;
  const reasons = [
    [diverged, t("{0} diverged", diverged)],
    [noSlope, t("{0} without an early slope", noSlope)],
    [noValidation, t("{0} without a validation loss", noValidation)],
    [verdict, t("{0} by verdict", verdict)],
  ] as const;
  const list = reasons.filter(([count]) => count > 0).map(([, text]) => text);
  return total === 0 ? null : counted(total, leftOutText, list.join(", "));
}

/** Pairs of settings of which one determines the other. */
function confounded({ design }: SweepAnalysis): readonly (readonly [string, string])[] {
  const rows = [...design.configurations.values()].flatMap(([first]) => (first === undefined ? [] : [first]));
  const determines = (one: string, other: string): boolean => {
    const values = new Map<string, string>();
    return rows.every(({ settings }) => {
      const [from, to] = [levelText(settings.get(one)), levelText(settings.get(other))];
      const before = values.get(from) ?? to;
      values.set(from, before);
      return before === to;
    });
  };
  return design.varying.flatMap((one, i) =>
    design.varying
      .slice(i + 1)
      .filter((other) => determines(one, other) && determines(other, one))
      .map((other) => [one, other] as const),
  );
}
