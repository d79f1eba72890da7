import { join } from "node:path";
import { editReviewFile } from "../../src/run/reviewFiles.ts";
import { parquetBytes } from "../../src/log/parquet/parquetBytes.ts";
import { replaceFile } from "../../src/log/files/replaceFile.ts";
import { readParquet } from "../../src/log/parquet/readParquet.ts";
import { parseReview, judgmentOf, reviewFileName } from "../../src/sweep/verdicts/reviewFile.ts";

/** The files that hold what people or a sweep came to: verdicts, a part's table and a report. */
export const documentNames = [reviewFileName, "part-0000.parquet", "report.html"] as const;

const run = "run/metrics.jsonl";
const filler = "<p>text</p>\n".repeat(20_000);

/** Writes all of them again, each with a number in it. */
export async function writeDocuments(folder: string, version: number): Promise<void> {
  const change = { verdict: "exclude", note: String(version) } as const;
  await editReviewFile(join(folder, reviewFileName), {
    logs: [join(folder, run)],
    change,
    now: `2026-01-01 ${version}`,
  });
  const cells = Array.from({ length: 5_000 }, () => version);
  await replaceFile(join(folder, "part-0000.parquet"), parquetBytes([{ name: "version", kind: "whole", cells }], {}));
  await replaceFile(join(folder, "report.html"), `<!-- ${version} -->\n${filler}<!-- ${version} -->\n`);
}

/** The number in one of them; null where it is not whole. */
export async function versionIn(name: string, bytes: Uint8Array): Promise<number | null> {
  if (name.endsWith(".parquet")) {
    const read = await readParquet(bytes).catch(() => null);
    const cells = read?.columns[0]?.cells ?? [];
    return cells.length === 5_000 && cells.every((cell) => cell === cells[0]) ? Number(cells[0]) : null;
  }
  const text = new TextDecoder().decode(bytes);
  if (name === reviewFileName) {
    const read = parseReview(text);
    return read.ok ? Number(judgmentOf(read.file, run)?.note ?? Number.NaN) : null;
  }
  const [, first, last] = /^<!-- (\d+) -->\n[^]*<!-- (\d+) -->\n$/.exec(text) ?? [];
  return first !== undefined && first === last && text.includes(filler) ? Number(first) : null;
}
