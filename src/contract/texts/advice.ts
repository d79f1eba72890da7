import { t } from "../../l10n.ts";
import { contractFileName } from "../model/contract.ts";

/** What to do where a log may be right and the contract too strict: in its file, or by writing one. */
export function relaxAdvice(written: boolean): string {
  return written
    ? t('If less is enough, relax "every" in {contract}.', { contract: contractFileName })
    : t("The built-in contract applies here. If less is enough, say so in a {contract}.", {
        contract: contractFileName,
      });
}

/** What to do where a run need not log a metric at all. */
export function leaveOutAdvice(written: boolean): string {
  return written
    ? t("If it does not have to be logged, remove it from {contract}.", { contract: contractFileName })
    : t(
        "The built-in contract applies here. If this metric does not have to be logged, create a {contract} that lists only the metrics that do.",
        {
          contract: contractFileName,
        },
      );
}
