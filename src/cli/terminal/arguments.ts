import { parseArgs, type ParseArgsConfig } from "node:util";
import { UsageError } from "./usageError.ts";

type Options = NonNullable<ParseArgsConfig["options"]>;
type Parsed<Given extends Options> = ReturnType<
  typeof parseArgs<{ options: Given; allowPositionals: true; args: string[] }>
>;

/** The options and paths of a command. @throws {UsageError} for an option that it does not have, or one without its value. */
export function parseCommand<Given extends Options>(command: string, args: string[], options: Given): Parsed<Given> {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    const [sentence = ""] = (error instanceof Error ? error.message : String(error)).split(/(?<=\.|$) |\n/);
    throw new UsageError(`${sentence.replace(/\.?$/, ".")} See slopewise ${command} --help.`);
  }
}

/** A positive whole number given to an option. @throws {UsageError} for anything else. */
export function wholeNumber(option: string, text: string, { least, most }: { least: number; most: number }): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < least || value > most) {
    throw new UsageError(`--${option} must be a whole number from ${least} to ${most}, not ${JSON.stringify(text)}.`);
  }
  return value;
}

/** One of several words given to an option. @throws {UsageError} for any other. */
export function oneOf<Word extends string>(option: string, text: string, words: readonly Word[]): Word {
  const word = words.find((candidate) => candidate === text);
  if (word === undefined) {
    throw new UsageError(`--${option} must be ${eitherOf(words)}, not ${JSON.stringify(text)}.`);
  }
  return word;
}

/** The paths of a command. @throws {UsageError} where none is given. */
export function atLeastOne(command: string, paths: readonly string[]): readonly string[] {
  if (paths.length === 0) {
    throw new UsageError(`PATH is missing: a log, a run folder or a folder of runs. See slopewise ${command} --help.`);
  }
  return paths;
}

/** "text, json or sarif". */
function eitherOf(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1) ?? ""}`;
}
