import { t } from "../../l10n.ts";
import type { Finding } from "../model/finding.ts";
import { grouped } from "./sentences.ts";

type TextFinding = Finding<"duplicate-key" | "line-too-long" | "leading-nulls" | "incomplete-line">;

/** Lines that are no records. */
export function badLineSentences({ line, count, facts }: Finding<"bad-line">): readonly string[] {
  const found = foundSentence(line, facts.reason);
  if (facts.everyLine) {
    return [
      t("No line of this file is a valid record."),
      found,
      t(
        "This file is read as JSON Lines: one JSON object per line, not a table, plain text, or one document over several lines.",
      ),
    ];
  }
  if (facts.unit === "record") {
    return [
      t("Record {0}: {1}.", grouped(line ?? 0), facts.reason),
      ...(count === 1 ? [] : [t("{0} records are like this.", grouped(count))]),
      count === 1
        ? t("It is skipped; the other records are read.")
        : t("These records are skipped; the others are read."),
    ];
  }
  if (facts.unit === "row") {
    return [found, ...moreLines(count), skippedSentence(count)];
  }
  return [found, ...moreLines(count), skippedSentence(count), t("Write each record as one JSON object on one line.")];
}

/** What else is wrong with the text of a log. */
export function textSentences({ code, line, count, facts }: TextFinding): readonly string[] {
  const found = foundSentence(line, facts.reason);
  switch (code) {
    case "duplicate-key":
      return [
        found,
        ...(count === 1 ? [] : [t("{0} records have such keys.", grouped(count))]),
        t("The last value counts and the others are lost; log each key once per record."),
      ];
    case "line-too-long":
      return [found, ...moreLines(count), t("Keep arrays and images out of the log.")];
    case "leading-nulls":
      return [found, t("The log was emptied while a process was still writing to it. Its earlier content is lost.")];
    case "incomplete-line":
      return [
        found,
        facts.unit === "row"
          ? t(
              "The line is read as it is, so its last value may be cut short. The run may have been killed while it wrote.",
            )
          : t(
              "The CSV leaves it out. The run may have been killed while it wrote; if it continues, this finding disappears.",
            ),
      ];
  }
}

/** A file that cannot be read: its bytes are no log, or the system does not give them. */
export function unreadableSentences({ line, facts }: Finding<"unreadable">): readonly string[] {
  return facts.kind === "system"
    ? [facts.reason]
    : [foundSentence(line, facts.reason), t("Nothing in it can be checked.")];
}

/** What is wrong, and in which line. */
function foundSentence(line: number | null, reason: string): string {
  const bare = reason.replace(/\.$/, "");
  return line === null
    ? `${bare.charAt(0).toUpperCase()}${bare.slice(1)}.`
    : t("Line {line}: {reason}.", { line: grouped(line), reason: bare });
}

function skippedSentence(count: number): string {
  return count === 1
    ? t("The line is skipped; the other lines are read.")
    : t("These lines are skipped; the others are read.");
}

function moreLines(count: number): readonly string[] {
  return count === 1 ? [] : [t("{0} lines are like this.", grouped(count))];
}

/** A run that is read less often than others. */
export function slowSentences({ facts }: Finding<"slow-to-read">): readonly string[] {
  return [
    t("Reading this run takes {0} s, so it is read about every {1} s.", grouped(facts.seconds), grouped(facts.wait)),
    t("The other runs do not wait for it."),
  ];
}
