import { utimes } from "node:fs/promises";
import { join } from "node:path";
import { fileError, LogError } from "../log/files/logError.ts";
import { SampleFolder } from "./formats/sampleFolder.ts";
import { toolOf, type SampleFormat } from "./formats/sampleFormats.ts";
import { jsonLines, usualBegin, type SampleTool } from "./formats/sampleTool.ts";
import { sampleRecords, type SampleRecord } from "./sampleLog.ts";
import type { SampleParameters, Scenario } from "./sampleRun.ts";

/** How the folder of a sample run is called; `run` counts from 0. */
export function sampleName(run: number, scenario: Scenario): string {
  return `run-${String(run + 1).padStart(3, "0")}${scenario === "sound" ? "" : `-${scenario}`}`;
}

/** What a sample run is written from. */
export interface SampleSource {
  readonly parameters: SampleParameters;
  /** What its config.json says. */
  readonly config: Readonly<Record<string, unknown>>;
  /** What its truth.json says, which is no setting that anybody would choose; none is written where it is absent. */
  readonly truth?: object;
  /** The format that it is written in; JSON Lines where it is null or absent. */
  readonly format?: SampleFormat | null;
  /** When the run began, in seconds since 1970; some time ago where absent. */
  readonly begun?: number;
}

/** A sample run that is being written: its log, and the records of it that are still to come. */
export class SampleFile {
  readonly path: string;
  readonly #folder: SampleFolder;
  readonly #tool: SampleTool;
  readonly #records: Generator<SampleRecord>;
  /** The next record, where it was asked for its time and not written yet. */
  #waiting: SampleRecord | null = null;
  #seconds = 0;

  private constructor(folder: SampleFolder, tool: SampleTool, records: Generator<SampleRecord>) {
    this.path = join(folder.path, tool.log);
    this.#folder = folder;
    this.#tool = tool;
    this.#records = records;
  }

  /** The time of the last record that was written, in seconds from the run's start. */
  get seconds(): number {
    return this.#seconds;
  }

  /**
   * A new, empty log in a folder, with its configuration next to it. `format`: JSON Lines where absent.
   * @throws {LogError} where there is a log already, which is not touched, and where nothing can be written.
   */
  static async create(
    path: string,
    { parameters, config, truth, format = null, begun = usualBegin }: SampleSource,
  ): Promise<SampleFile> {
    const make = format === null ? jsonLines : toolOf[format];
    const log = format === null ? join(path, "metrics.jsonl") : path;
    try {
      const folder = await SampleFolder.create(path, format === null ? "metrics.jsonl" : null);
      const tool = make({ folder, parameters, begun });
      await folder.replace("config.json", `${JSON.stringify(config, null, 2)}\n`);
      await (truth === undefined ? undefined : folder.replace("truth.json", `${JSON.stringify(truth, null, 2)}\n`));
      return new SampleFile(folder, tool, sampleRecords(parameters));
    } catch (error) {
      throw error instanceof LogError ? error : fileError(error, log, "write");
    }
  }

  /** Writes up to `most` further records as whole lines; returns how many there were. @throws {LogError} */
  async append(most: number): Promise<number> {
    let written = 0;
    await this.#write(() => {
      const isWanted = written < most;
      written += isWanted ? 1 : 0;
      return isWanted;
    });
    return written;
  }

  /** Writes the records up to a time of the run, in seconds; returns whether there are more. @throws {LogError} */
  async appendUntil(seconds: number): Promise<boolean> {
    return this.#write((record) => record.seconds <= seconds);
  }

  /** Sees to it that what was written is on the disk. @throws {LogError} */
  async sync(): Promise<void> {
    await this.#saying(() => this.#folder.sync());
  }

  async close(): Promise<void> {
    await this.#folder.close();
  }

  /** Writes records as long as they are wanted; returns whether there are more. */
  async #write(isWanted: (record: SampleRecord) => boolean): Promise<boolean> {
    return this.#saying(async () => {
      let next = this.#next();
      for (; next !== null && isWanted(next); next = this.#next()) {
        await this.#tool.take(next);
        this.#seconds = next.seconds;
      }
      this.#waiting = next;
      await this.#folder.flush();
      if (next === null) {
        await this.#tool.end?.();
      }
      return next !== null;
    });
  }

  /** Does something with the files and says what went wrong. @throws {LogError} */
  async #saying<Result>(work: () => Promise<Result>): Promise<Result> {
    return work().catch((error: unknown) => {
      throw error instanceof LogError ? error : fileError(error, this.path, "write");
    });
  }

  #next(): SampleRecord | null {
    const waiting = this.#waiting;
    this.#waiting = null;
    if (waiting !== null) {
      return waiting;
    }
    const next = this.#records.next();
    return next.done === true ? null : next.value;
  }
}

/** A run with settings as a script would write them, and with its truth next to them. */
export function sampleSource(parameters: SampleParameters): SampleSource {
  const { seed, epochs, learningRate, weightDecay } = parameters;
  return { parameters, config: { lr: learningRate, wd: weightDecay, seed, epochs }, truth: parameters };
}

/** Has a log look as written last at a time. @throws {LogError} */
export async function dateLog(path: string, when: Date): Promise<void> {
  await utimes(path, when, when).catch((error: unknown) => {
    throw fileError(error, path, "write");
  });
}

/** Writes a whole sample run into a folder; returns its number of records. @throws as `SampleFile` does. */
export async function writeSampleRun(folder: string, source: SampleSource): Promise<number> {
  const file = await SampleFile.create(folder, source);
  try {
    return await file.append(Infinity);
  } finally {
    await file.close();
  }
}
