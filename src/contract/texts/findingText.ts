import { t } from "../../l10n.ts";
import type { Finding, RelatedPlace } from "../model/finding.ts";
import { contractFaultText } from "./contractFaultText.ts";
import { cadenceSentences, epochOnlySentences } from "./cadenceSentences.ts";
import { csvMissingSentence, csvForeignSentence, csvStaleSentence, csvTooWideSentence } from "./csvSentences.ts";
import { derivableSentences, missingSentences } from "./missingSentences.ts";
import { placeText } from "./placeText.ts";
import { foundAt, grouped, measured } from "./sentences.ts";
import { longLogSentences, partlyKeptSentences } from "./longLogSentences.ts";
import { repeatedSentences } from "./repeatedSentences.ts";
import { badLineSentences, slowSentences, textSentences, unreadableSentences } from "./textSentences.ts";
import {
  levelJumpSentence,
  lossZeroSentences,
  noContractSentences,
  nonFiniteSentences,
  numberTextSentences,
  rangeSentences,
  unitSentence,
} from "./valueSentences.ts";

/** A finding for people, in the current language: what was expected, what was found, what to do. */
export function findingText(finding: Finding): string {
  return [sentencesOf(finding)].flat().join(" ");
}

/** A place that belongs to a finding, in words that need no context: "the last loss_val_nats before the gap". */
export function relatedText({ facts }: RelatedPlace): string {
  return placeText(facts);
}

function sentencesOf(finding: Finding): string | readonly string[] {
  switch (finding.code) {
    case "missing-metric":
      return missingSentences(finding);
    case "derivable-metric":
      return derivableSentences(finding);
    case "cadence":
      return cadenceSentences(finding);
    case "epoch-only":
      return epochOnlySentences(finding);
    case "bad-line":
      return badLineSentences(finding);
    case "duplicate-key":
    case "line-too-long":
    case "leading-nulls":
    case "incomplete-line":
      return textSentences(finding);
    case "non-finite":
      return nonFiniteSentences(finding);
    case "out-of-range":
      return rangeSentences(finding);
    case "unit-mismatch":
      return unitSentence(finding);
    case "steps-repeated":
      return repeatedSentences(finding);
    case "diverged":
      return divergedSentence(finding);
    case "stopped-early":
      return stoppedSentences(finding);
    case "csv-missing":
      return csvMissingSentence(finding.facts);
    case "csv-stale":
      return csvStaleSentence(finding.facts);
    case "csv-foreign":
      return csvForeignSentence(finding.facts);
    case "csv-too-wide":
      return csvTooWideSentence(finding.facts);
    case "no-contract":
      return noContractSentences(finding);
    case "loss-zero":
      return lossZeroSentences(finding);
    case "number-as-text":
      return numberTextSentences(finding);
    case "level-jump":
      return levelJumpSentence(finding);
    case "long-log":
      return longLogSentences(finding);
    case "partly-kept":
      return partlyKeptSentences(finding);
    case "slow-to-read":
      return slowSentences(finding);
    case "contract-invalid":
      return contractSentence(finding.facts);
    case "unreadable":
      return unreadableSentences(finding);
  }
}

/** A contract that cannot be used. */
function contractSentence({ contract, defect }: Finding<"contract-invalid">["facts"]): string {
  if (defect !== null) {
    return contractDefectSentence(contract, defect);
  }
  return t(
    "The {contract} of this run cannot be used, so the run is checked as if it had no contract. The Problems panel shows what is wrong in the file.",
    { contract },
  );
}

function contractDefectSentence(
  contract: string,
  { line, fault }: NonNullable<Finding<"contract-invalid">["facts"]["defect"]>,
): string {
  return t("In {contract}, line {line}: {fault}", { contract, line: grouped(line), fault: contractFaultText(fault) });
}

function divergedSentence(finding: Finding<"diverged">): string {
  const { metric, facts } = finding;
  return t(
    "{metric} fell to {best}, then rose from {place} on and stays near {level}: the run has diverged. Restart it from an earlier checkpoint, with a lower learning rate or clipped gradients.",
    { metric: metric ?? "", best: measured(facts.best), place: foundAt(finding), level: measured(facts.level) },
  );
}

function stoppedSentences({ facts }: Finding<"stopped-early">): readonly string[] {
  const { file, key } = facts;
  const about = { reached: measured(facts.reached), planned: measured(facts.planned), file, key };
  return [
    facts.unit === "epoch"
      ? t("The run stopped in epoch {reached} of {planned} ({key} in {file}).", about)
      : t("The run stopped at step {reached} of {planned} ({key} in {file}).", about),
    t("Resume it from its last checkpoint. If it was meant to end here, correct {key} in {file}.", about),
  ];
}
