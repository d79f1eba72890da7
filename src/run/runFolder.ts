import { readdir, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { LogParser } from "../log/parser/logParser.ts";
import { readSmallFile } from "../log/files/nearestFile.ts";
import type { Engine } from "../log/read/engine.ts";
import { logPieces } from "../log/read/logPieces.ts";

/** A small text file next to a log that may say how the run was configured. */
export interface ConfigFile {
  readonly name: string;
  readonly text: string;
}

/** Another log in the folder of a log, and the flattened keys of its first records. */
export interface OtherLog {
  readonly name: string;
  readonly keys: readonly string[];
}

/** When a log's file was made and written last, in milliseconds since 1970; `born` is null where nobody knows. */
export interface FileTimes {
  readonly born: number | null;
  readonly modified: number;
}

/** Names that trainers give to a run's configuration, the most telling first; other YAML files come after them. */
const usualConfigs = ["config.json", "config.yaml", "config.yml", "args.json", "hparams.yaml", "hparams.yml"];
const yaml = /\.ya?ml$/i;
const jsonLines = /\.(jsonl|ndjson)$/i;

/** A folder with more candidates of a kind is no run folder; the rest is not looked at. */
const mostFiles = 16;
/** The keys of a log are in its first records. */
const headBytes = 64 * 1024;
/** What was read is taken to hold for so many milliseconds: of other logs, which only explain what is missing, for longer. */
const keepFor = { configs: 10_000, logs: 60_000 } as const;

/** What stands next to a log in its folder. Nothing here throws: a file that cannot be read is as good as none. */
export class RunFolder {
  /** Name of the log itself. */
  readonly name: string;
  readonly #log: string;
  readonly #engine: Engine;
  readonly #kept = new Map<string, { readonly until: number; readonly value: Promise<unknown> }>();

  /** `engine`: what other logs of the folder are read with. */
  constructor(log: string, engine: Engine) {
    this.#log = log;
    this.#engine = engine;
    this.name = basename(log);
  }

  /** The files next to the log that may say how many epochs were meant, the most telling first. */
  configs(): Promise<readonly ConfigFile[]> {
    return this.#keep("configs", async () => {
      return this.#each(configNames(await this.#names()), async (name, path) => {
        const text = await readSmallFile(path);
        return text === null ? null : { name, text };
      });
    });
  }

  /** The other logs of the run's folder. */
  logs(): Promise<readonly OtherLog[]> {
    return this.#keep("logs", async () => {
      return this.#each(logNames(await this.#names()), async (name, path) => ({
        name,
        keys: await keysOf(path, this.#engine),
      }));
    });
  }

  /** The times of the log itself, or null where it is gone. */
  async times(): Promise<FileTimes | null> {
    try {
      const { birthtimeMs, mtimeMs } = await stat(this.#log);
      return { born: birthtimeMs > 0 ? birthtimeMs : null, modified: mtimeMs };
    } catch {
      return null;
    }
  }

  /** What was read is not taken to hold any longer. */
  forget(): void {
    this.#kept.clear();
  }

  /** Changes when one of the files that `configs` and `logs` choose comes, goes or is written to. */
  async signature(): Promise<string> {
    const names = await this.#names();
    const files = await this.#each([...configNames(names), ...logNames(names)].sort(), async (name, path) => {
      const { size, mtimeMs } = await stat(path);
      return [name, size, mtimeMs].join(" ");
    });
    return files.join("\n");
  }

  /** The files next to the log, in the order of their names. */
  async #names(): Promise<readonly string[]> {
    const entries = await readdir(dirname(this.#log), { withFileTypes: true }).catch(() => []);
    return entries
      .filter((entry) => entry.isFile())
      .map(({ name }) => name)
      .filter((name) => name !== this.name)
      .sort();
  }

  /** What can be read of the files. */
  async #each<Read>(
    names: readonly string[],
    read: (name: string, path: string) => Promise<Read | null>,
  ): Promise<readonly Read[]> {
    const found: Read[] = [];
    for (const name of names) {
      const value = await read(name, join(dirname(this.#log), name)).catch(() => null);
      if (value !== null) {
        found.push(value);
      }
    }
    return found;
  }

  #keep<Value>(what: keyof typeof keepFor, read: () => Promise<Value>): Promise<Value> {
    const kept = this.#kept.get(what);
    if (kept !== undefined && kept.until > Date.now()) {
      return kept.value as Promise<Value>;
    }
    const value = read();
    this.#kept.set(what, { until: Date.now() + keepFor[what], value });
    return value;
  }
}

/** The files that may be configurations, the most telling first. */
function configNames(names: readonly string[]): readonly string[] {
  const usual = usualConfigs.filter((name) => names.includes(name));
  const others = names.filter((name) => yaml.test(name) && !usual.includes(name));
  return [...usual, ...others].slice(0, mostFiles);
}

/** The files that may be logs. */
function logNames(names: readonly string[]): readonly string[] {
  return names.filter((name) => jsonLines.test(name)).slice(0, mostFiles);
}

async function keysOf(path: string, { kernel }: Engine): Promise<readonly string[]> {
  const parser = new LogParser({ kernel, csv: false, keep: [] });
  for await (const piece of logPieces(path, headBytes)) {
    parser.push(piece);
  }
  return [...parser.keys];
}
