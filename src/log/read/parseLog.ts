import { closeSync } from "node:fs";
import { fileError } from "../files/logError.ts";
import { LogParser, type LogParserOptions } from "../parser/logParser.ts";
import { openLog } from "../files/openLog.ts";
import { readThrough } from "./readThrough.ts";

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
  const onTaken = async (end: number): Promise<boolean> => {
    await onPart(parser, end, size);
    return true;
  };
  await readThrough(file, parser, { from: 0, size, options, onTaken });
  return parser;
}
