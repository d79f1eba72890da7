import { contractFileName, type Contract } from "../model/contract.ts";
import { t } from "../../l10n.ts";

/** What to do where a log may be right and the contract too strict: in its file, or by writing one. */
export function orRelax({ written }: Contract): string {
  return written ? t('relax "every" in {0}', contractFileName) : t("ask for less in a {0}", contractFileName);
}

/** What to do where a run need not log a metric at all. */
export function orLeaveOut({ written }: Contract): string {
  return written
    ? t("leave it out of {0}", contractFileName)
    : t("list in a {0} what these runs must log", contractFileName);
}
