import { t } from "../../l10n.ts";
import { contractFileName } from "../model/contract.ts";

/** What to do where a log may be right and the contract too strict: in its file, or by writing one. */
export function relaxAdvice(written: boolean): string {
  return written
    ? t('If these runs need less, relax "every" in {contract}.', { contract: contractFileName })
    : t("If these runs need less, lower the requirement in a {contract}.", { contract: contractFileName });
}

/** What to do where a run need not log a metric at all. */
export function leaveOutAdvice(written: boolean): string {
  return written
    ? t("If these runs need not log it, remove it from {contract}.", { contract: contractFileName })
    : t("If these runs need not log it, list what they must log in a {contract}.", { contract: contractFileName });
}
