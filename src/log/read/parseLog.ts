import { closeSync } from "node:fs";
import { fileError } from "../files/logError.ts";
import { LogParser, type LogParserOptions } from "../parser/logParser.ts";
import type { Engine } from "./engine.ts";
import { openLog } from "../files/regularFile.ts";
import { readThrough } from "./readThrough.ts";

/** `engine`: what the log is read with. */
interface ParseOptions extends Omit<LogParserOptions, "kernel"> {
  readonly engine: Engine;
}

type OnPart = (parser: LogParser, taken: number, size: number) => Promise<void>;

/**
 * A parser that has taken all bytes that a log has now; large logs are read on two threads. `onPart` is called as the
 * reading goes on, with the bytes taken so far and those of the whole log.
 * @throws {LogError} where the log cannot be read.
 */
export async function parseLog(path: string, options: ParseOptions, onPart: OnPart): Promise<LogParser> {
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

async function parseFile(file: number, size: number, options: ParseOptions, onPart: OnPart): Promise<LogParser> {
  const parser = new LogParser({ expectedBytes: size, ...options, kernel: options.engine.kernel });
  const onTaken = async (end: number): Promise<boolean> => {
    await onPart(parser, end, size);
    return true;
  };
  await readThrough(file, parser, { from: 0, size, options, onTaken });
  return parser;
}
