import { t } from "../../l10n.ts";
import type { CsvForeignFacts, CsvMissingFacts, CsvStaleFacts, CsvTooWideFacts } from "../model/findingFacts.ts";

/** That there is no CSV. */
export function csvMissingSentence({ csv, trusted }: CsvMissingFacts): string {
  return trusted
    ? t(
        'There is no {csv} next to this log. The quick fix "Generate CSV" writes it; the setting "slopewise.csv.write" keeps it up to date.',
        { csv },
      )
    : t("There is no {csv} next to this log. Slopewise writes one once you trust this workspace.", { csv });
}

/** That a CSV is not the log's any more, or could not be written. */
export function csvStaleSentence({ csv, kind, reason }: CsvStaleFacts): string {
  if (kind === "readOnly") {
    return t("No CSV is kept, because this folder cannot be written to. {reason}", { reason: reason ?? "" }).trimEnd();
  }
  return kind === "differs"
    ? t(
        '{csv} does not match this log: it was edited, or the log was rewritten. It is left alone; the quick fix "Generate CSV" replaces it.',
        { csv },
      )
    : (reason ?? t("{csv} could not be written. Slopewise will try again.", { csv }));
}

/** That what is in the CSV's place was made from something else, or is no file to write to. */
export function csvForeignSentence({ csv, kind }: CsvForeignFacts): string {
  return kind === "foreign"
    ? t('{csv} was not generated from this log and is left alone. The quick fix "Generate CSV" replaces it.', { csv })
    : t(
        "{csv} is a link, a folder or a device, which is never overwritten. Remove it to let Slopewise write the CSV.",
        { csv },
      );
}

/** That no CSV is kept, since it would be many times as large as the log. */
export function csvTooWideSentence({ csv }: CsvTooWideFacts): string {
  return t(
    '{csv} would be over 64 times as large as this log, so Slopewise does not write it. New keys keep appearing: log what changes as a value, not as a key. The quick fix "Generate CSV" writes it once.',
    { csv },
  );
}
