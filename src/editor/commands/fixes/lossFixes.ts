import type { Finding } from "../../../contract/model/finding.ts";
import { t } from "../../../l10n.ts";
import { nameLossColumn, type LossColumnDeps } from "../lossColumn.ts";
import { ofCode, type FixFamily } from "./fix.ts";

/** The person says which column the loss is, where a log's own names do not. */
export function lossFixes(deps: LossColumnDeps): FixFamily {
  return (run, findings) => {
    const about = [
      ...ofCode(findings, "no-contract").filter(({ facts }) => facts.loss === null),
      ...ofCode(findings, "missing-metric").filter(isOfLoss),
    ];
    const title = t("Use a Column as the Training Loss…");
    const preferred = about.every((finding) => finding.code !== "missing-metric" || aliasOf(finding) === null);
    return about.length === 0 ? [] : [{ title, about, preferred, apply: () => nameLossColumn(run, deps) }];
  };
}

/** Whether the name that the contract has for the loss is in no record. */
function isOfLoss({ facts }: Finding<"missing-metric">): boolean {
  return (facts.kind === "role" || facts.kind === "never") && facts.role === "trainLoss";
}

/** The key of the log that looks like the loss: reading it so is another fix, and the likelier one. */
function aliasOf({ facts }: Finding<"missing-metric">): string | null {
  return facts.kind === "role" || facts.kind === "never" ? facts.alias : null;
}
