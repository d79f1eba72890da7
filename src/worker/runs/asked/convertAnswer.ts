import { basename } from "node:path";
import { counted, grouped, t } from "../../../l10n.ts";
import type { ConvertResult } from "../../../log/convert/convertLog.ts";
import type { ConvertAnswer } from "../../../protocol/runAnswers.ts";

/** What a conversion came to, in words for the editor. */
export function convertAnswer(result: ConvertResult): ConvertAnswer {
  const { state, path } = result;
  const isThere = state === "written" || state === "unchanged";
  const isChoice = state === "stale" || state === "foreign" || state === "tooWide";
  return { done: isThere, replaceable: isChoice ? state : null, path, message: sentence(result) };
}

function sentence({ state, log, path, rows, leastBytes, sources }: ConvertResult): string {
  const name = basename(path);
  switch (state) {
    case "written":
      return counted(rows, ["{1} has {0} row.", "{1} has {0} rows."], name);
    case "unchanged":
      return t("{0} is up to date.", name);
    case "stale":
      return t("{0} does not match the log: it was edited, or the log was rewritten.", name);
    case "foreign":
      return t("{0} was not generated from this log.", name);
    case "tooWide":
      return t(
        "{0} would have {1} MB or more, over 64 times the size of its log: new keys keep appearing.",
        name,
        grouped(leastBytes / 1e6),
      );
    case "underivable":
      return sources.length === 0
        ? t("The contract derives no metrics, so {0} was not written.", path)
        : t(
            "{0} does not have the metrics that the contract derives others from ({1}), so {2} was not written.",
            log,
            sources.join(", "),
            path,
          );
    case "refused":
      return t("{0} is a link, a folder or a device, which is never overwritten. Remove it to get a CSV.", path);
  }
}
