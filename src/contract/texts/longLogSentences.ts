import { t } from "../../l10n.ts";
import type { Finding } from "../model/finding.ts";
import { grouped } from "./sentences.ts";

/** A log of which not every record is kept. */
export function longLogSentences({ facts }: Finding<"long-log">): readonly string[] {
  const about = { records: grouped(facts.records), stride: grouped(facts.stride) };
  return [
    t("The log is long ({records} records), so the analysis uses means of {stride} records each.", about),
    t(
      "Logging intervals, NaN and infinite values, ranges and units were checked in every record. Fits, noise, divergence and jumps are computed from the means. The lines given for a divergence or a jump may be up to {stride} records off.",
      about,
    ),
  ];
}

/** A log of more keys than are kept. */
export function partlyKeptSentences({ facts }: Finding<"partly-kept">): readonly string[] {
  return [
    t("The log has more than {most} keys. {values} values under the keys after those are left out of the analysis.", {
      most: grouped(facts.most),
      values: grouped(facts.values),
    }),
    t("Log what changes as a value, not as a key."),
  ];
}
