import { LogError } from "../files/logError.ts";
import { LogParser } from "../parser/logParser.ts";
import type { GroupColumn } from "../parquet/groupColumn.ts";
import type { Engine } from "../read/engine.ts";
import { logPieces } from "../read/logPieces.ts";
import { t } from "../../l10n.ts";
import { groupColumns, isPlain } from "./groupColumns.ts";
import type { ParquetBuild } from "./parquetBuild.ts";
import { readGroups } from "./recordGroups.ts";

/** So many bytes at a log's beginning tell, as a rule, whether it has texts. */
const headBytes = 128 * 1024;

/** A log whose columns change from one reading to the next is read so many times before it is given up. */
const mostReadings = 5;

/**
 * Gives a Parquet file the records of a log in JSON Lines, with the columns and rows of its CSV; the file is not put in its
 * place yet. The log is read once where its first row group shows all its columns and what they hold, else again.
 * @throws {LogError} where the log cannot be read or keeps changing, or the file cannot be written.
 */
export async function logToParquet(
  log: string,
  build: ParquetBuild,
  { engine, groupRows }: { readonly engine: Engine; readonly groupRows?: number },
): Promise<void> {
  const kinds = new Map<string, GroupColumn["kind"]>();
  let csv = await beginsWithTexts(log, engine);
  for (let reading = 0; reading < mostReadings; reading += 1) {
    const outcome = await readInto(build, log, { engine, csv, kinds, groupRows });
    if (outcome === "whole") {
      return;
    }
    await build.discard();
    csv ||= outcome === "texts";
  }
  throw new LogError(
    log,
    t("Cannot read {0}: {1}", log, t("it changes while it is read. Try again once it has ended.")),
  );
}

interface Reading {
  readonly engine: Engine;
  /** Whether CSV rows are made, for what is no number. */
  readonly csv: boolean;
  readonly groupRows: number | undefined;
  /** What is known of the columns; what is found is added. */
  readonly kinds: Map<string, GroupColumn["kind"]>;
}

/** `texts`: the log turned out to have texts, and has to be read for them. `others`: it has other columns than its first rows. */
async function readInto(
  build: ParquetBuild,
  log: string,
  { engine, csv, kinds, groupRows }: Reading,
): Promise<"whole" | "texts" | "others"> {
  let outcome: "whole" | "texts" | "others" = "whole";
  await readGroups(log, { engine, csv, groupRows }, async (group) => {
    const columns = outcome === "texts" ? null : groupColumns(group, kinds);
    if (columns === null) {
      outcome = "texts";
      return;
    }
    if (outcome === "whole" && isAsBegun(build, kinds)) {
      await build.add(group.table.records, columns, kinds);
    } else {
      // Read on: the next reading has to know all columns.
      outcome = "others";
    }
  });
  return outcome;
}

/** Whether what the file was begun with still holds: all columns, of the same kinds. */
function isAsBegun(build: ParquetBuild, kinds: ReadonlyMap<string, GroupColumn["kind"]>): boolean {
  const begun = build.kinds;
  return begun === null || (begun.size === kinds.size && [...kinds].every(([name, kind]) => begun.get(name) === kind));
}

async function beginsWithTexts(log: string, { kernel }: Engine): Promise<boolean> {
  const parser = new LogParser({ kernel, csv: false });
  for await (const piece of logPieces(log, headBytes)) {
    parser.push(piece);
  }
  const table = parser.table();
  return table.keys.some((key) => !isPlain(table.column(key)));
}
