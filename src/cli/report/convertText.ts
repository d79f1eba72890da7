import { counted, grouped, t } from "../../l10n.ts";
import type { ConvertResult } from "../../log/convert/convertLog.ts";

/** What `slopewise convert` says of a log: one or two sentences, with the option that helps. */
export function convertText({ state, log, path, rows, leastBytes, sources }: ConvertResult): string {
  switch (state) {
    case "written":
      return counted(rows, ["Wrote {0} row to {1}.", "Wrote {0} rows to {1}."], path);
    case "unchanged":
      return counted(rows, ["{1} is up to date ({0} row).", "{1} is up to date ({0} rows)."], path);
    case "stale":
      return t(
        "{0} differs from what the log gives, so it was edited or comes from another log. It was left alone; replace it with --force.",
        path,
      );
    case "foreign":
      return t(
        "{0} was not made from this log. It was left alone; replace it with --force or write elsewhere with --out.",
        path,
      );
    case "refused":
      return t(
        "{0} is a link, a folder, a device or the log itself, which is never written over. Give another file with --out.",
        path,
      );
    case "tooWide":
      return t(
        "{0} would have {1} MB or more, over 64 times as much as its log: new keys appear all the time. It was not written; write it with --force.",
        path,
        grouped(leastBytes / 1e6),
      );
    case "underivable":
      return sources.length === 0
        ? t("The contract derives no metric from another, so {0} was not written.", path)
        : t(
            "{0} never holds what the contract derives metrics from ({1}), so {2} was not written.",
            log,
            sources.join(", "),
            path,
          );
  }
}
