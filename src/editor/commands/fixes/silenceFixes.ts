import type { Finding, FindingCode } from "../../../contract/model/finding.ts";
import { t } from "../../../l10n.ts";
import { pickMany } from "../../vscode/pickMany.ts";
import { silenceEverywhere, silenceInRun } from "../../vscode/silence.ts";
import type { FixFamily } from "./fix.ts";

/** Findings that a person does not want to see: in this run, or in all of the workspace. */
export const silenceFixes: FixFamily = (run, findings) => {
  const codes = [...new Set(findings.map(({ code }) => code))];
  const [only] = codes;
  if (only === undefined) {
    return [];
  }
  const one = codes.length === 1;
  return [
    {
      title: one ? t('Hide "{0}" in This Run', only) : t("Hide Findings in This Run…"),
      about: findings,
      apply: () => withChosen(findings, (chosen) => silenceInRun(run.run, chosen)),
    },
    {
      title: one ? t('Hide "{0}" in All Runs', only) : t("Hide Findings in All Runs…"),
      about: findings,
      apply: () => withChosen(findings, silenceEverywhere),
    },
  ];
};

async function withChosen(
  findings: readonly Finding[],
  silence: (codes: readonly FindingCode[]) => Promise<void>,
): Promise<void> {
  const codes = [...new Set(findings.map(({ code }) => code))];
  const chosen = await pickMany(codes, t("Select findings to hide"));
  await (chosen.length === 0 ? undefined : silence(chosen));
}
