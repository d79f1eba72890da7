import { closeSync } from "node:fs";
import { headBytes, readBulk } from "../parallel/bulkRead.ts";
import { fileError } from "../files/logError.ts";
import { defaultMaxLineBytes, LogParser, type LogParserOptions } from "../parser/logParser.ts";
import { openLog } from "../files/openLog.ts";
import { piecesOf } from "../files/pieces.ts";
import { secondThread } from "../parallel/secondThread.ts";

type OnPart = (parser: LogParser, taken: number, size: number) => Promise<void>;

/**
 * A parser that has taken all bytes that a log has now; large logs are read on two threads. `onPart` is called as the
 * reading goes on, with the bytes taken so far and those of the whole log.
 * @throws {LogError} where the log cannot be read.
 */
export async function parseLog(path: string, options: LogParserOptions, onPart: OnPart): Promise<LogParser> {
  try {
    const { file, stat } = openLog(path);
    try {
      return await parseFile(file, Number(stat.size), options, onPart);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    throw fileError(error, path, "read");
  }
}

async function parseFile(file: number, size: number, options: LogParserOptions, onPart: OnPart): Promise<LogParser> {
  const parser = new LogParser({ ...options, expectedBytes: size });
  let taken = 0;
  const thread = secondThread(size);
  if (thread !== null) {
    await takePieces(headBytes);
    const { csv, escapeFormulas = false, maxLineBytes = defaultMaxLineBytes, keep = "all" } = options;
    const onBlock = async ({ end }: { readonly end: number }): Promise<boolean> => {
      await onPart(parser, end, size);
      return true;
    };
    taken = await readBulk(parser, thread, {
      file,
      csv,
      escapeFormulas,
      maxLineBytes,
      keep,
      from: taken,
      size,
      onBlock,
    });
  }
  await takePieces(size);
  return parser;

  async function takePieces(to: number): Promise<void> {
    for await (const piece of piecesOf(file, taken, to)) {
      parser.push(piece);
      taken += piece.length;
      await onPart(parser, taken, size);
    }
  }
}
