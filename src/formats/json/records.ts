import { ProblemList } from "../../log/records/problemList.ts";
import { t } from "../../l10n.ts";
import { Pauses } from "../growth/pauses.ts";
import type { ReaderOptions } from "../model/format.ts";
import { TableBuilder } from "../table/tableBuilder.ts";
import type { JsonItem } from "./arrayItems.ts";
import type { DocumentParts } from "./documentReader.ts";
import { addMembers, membersOf } from "./jsonCells.ts";

/** The records that objects of a document are. Others have the thread in between. */
export async function recordsOf(
  items: readonly JsonItem[],
  { texts, windows }: Pick<ReaderOptions, "texts" | "windows">,
): Promise<DocumentParts> {
  const pauses = new Pauses();
  const builder = new TableBuilder({ texts, windows });
  const problems = new ProblemList();
  for (const { text, line } of items) {
    await (pauses.isDue ? pauses.take() : null);
    const members = membersOf(text);
    if (members === null) {
      problems.add({ kind: "bad-line", line, column: null, reason: t("the record is not a JSON object"), unit: "row" });
    } else {
      builder.begin(line);
      addMembers(builder, members, "");
    }
  }
  return { table: builder.table(), texts: builder.texts(), problems: problems.snapshot(), settings: new Map() };
}
