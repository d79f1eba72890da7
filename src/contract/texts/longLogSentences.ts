import { t } from "../../l10n.ts";
import type { Finding } from "../model/finding.ts";
import { grouped } from "./sentences.ts";

/** A log of which not every record is kept. */
export function longLogSentences({ facts }: Finding<"long-log">): readonly string[] {
  const about = { records: grouped(facts.records), stride: grouped(facts.stride) };
  return [
    t("The log is long ({records} records), so the analysis uses means of {stride} records each.", about),
    t(
      "Logging intervals, NaN and infinite values, ranges and units were checked in every record. Fits, noise, divergence and jumps are computed from the means, and their lines may be up to {stride} records off.",
      about,
    ),
  ];
}
