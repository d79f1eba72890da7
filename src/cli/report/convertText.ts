import { counted, grouped, t } from "../../l10n.ts";
import type { ConvertResult } from "../../log/convert/convertLog.ts";

/** What `slopewise convert` says of a log: one or two sentences, with the option that helps. */
export function convertText({ state, log, path, rows, skipped, leastBytes, sources }: ConvertResult): string {
  switch (state) {
    case "written":
      return counted(rows, ["Wrote {0} row to {1}.", "Wrote {0} rows to {1}."], path) + skippedText(skipped);
    case "unchanged":
      return (
        counted(rows, ["{1} is up to date ({0} row).", "{1} is up to date ({0} rows)."], path) + skippedText(skipped)
      );
    case "stale":
      return t(
        "{0} does not match the log: it was edited or belongs to another log. It was left alone; replace it with --force.",
        path,
      );
    case "foreign":
      return t(
        "{0} was not generated from this log. It was left alone; replace it with --force or write to another file with --out.",
        path,
      );
    case "refused":
      return t(
        "{0} is a link, a folder, a device or the log itself, which is never overwritten. Give another file with --out.",
        path,
      );
    case "tooWide":
      return t(
        "{0} would have {1} MB or more, over 64 times the size of its log: new keys keep appearing. It was not written; write it with --force.",
        path,
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
  }
}

function skippedText(lines: number): string {
  return lines === 0
    ? ""
    : ` ${counted(lines, [
        "{0} line was skipped, because it is not a JSON object.",
        "{0} lines were skipped, because they are not JSON objects.",
      ])}`;
}
