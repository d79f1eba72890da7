import { mkdir, open, utimes, writeFile, type FileHandle } from "node:fs/promises";
import { join } from "node:path";
import { errorCode } from "../log/files/errorCode.ts";
import { fileError, LogError } from "../log/files/logError.ts";
import { sampleRecords, type SampleRecord } from "./sampleLog.ts";
import type { SampleParameters, Scenario } from "./sampleRun.ts";

/** Bytes that are written at once: a few milliseconds of making up records. */
const chunkLength = 128 * 1024;

/** How the folder of a sample run is called; `run` counts from 0. */
export function sampleName(run: number, scenario: Scenario): string {
  return `run-${String(run + 1).padStart(3, "0")}${scenario === "sound" ? "" : `-${scenario}`}`;
}

/** What a sample run is written from. */
export interface SampleSource {
  readonly parameters: SampleParameters;
  /** What its config.json says. */
  readonly config: Readonly<Record<string, unknown>>;
}

/** A sample run that is being written: its log, and the lines of it that are still to come. */
export class SampleFile {
  readonly path: string;
  readonly #file: FileHandle;
  readonly #records: Generator<SampleRecord>;
  /** The next record, where it was asked for its time and not written yet. */
  #waiting: SampleRecord | null = null;
  #seconds = 0;

  private constructor(path: string, file: FileHandle, records: Generator<SampleRecord>) {
    this.path = path;
    this.#file = file;
    this.#records = records;
  }

  /** The time of the last record that was written, in seconds from the run's start. */
  get seconds(): number {
    return this.#seconds;
  }

  /**
   * A new, empty log in a folder, with its configuration beside it.
   * @throws {LogError} where there is a log already, which is not touched, and where nothing can be written.
   */
  static async create(folder: string, { parameters, config }: SampleSource): Promise<SampleFile> {
    const path = join(folder, "metrics.jsonl");
    try {
      await mkdir(folder, { recursive: true });
      const file = await open(path, "wx");
      await writeFile(join(folder, "config.json"), `${JSON.stringify(config, null, 2)}\n`);
      return new SampleFile(path, file, sampleRecords(parameters));
    } catch (error) {
      if (errorCode(error) === "EEXIST") {
        throw new LogError(path, `${path} exists already, and a log is never written over. Give another folder.`);
      }
      throw fileError(error, path, "write");
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
    await this.#file.sync().catch((error: unknown) => {
      throw fileError(error, this.path, "write");
    });
  }

  async close(): Promise<void> {
    await this.#file.close();
  }

  /** Writes records as long as they are wanted; returns whether there are more. */
  async #write(isWanted: (record: SampleRecord) => boolean): Promise<boolean> {
    let chunk = "";
    try {
      let next = this.#next();
      for (; next !== null && isWanted(next); next = this.#next()) {
        chunk += next.text;
        this.#seconds = next.seconds;
        if (chunk.length >= chunkLength) {
          await this.#file.appendFile(chunk);
          chunk = "";
        }
      }
      await this.#file.appendFile(chunk);
      this.#waiting = next;
      return next !== null;
    } catch (error) {
      throw fileError(error, this.path, "write");
    }
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

/** A run that says its own truth in its config.json. */
export function sampleSource(parameters: SampleParameters): SampleSource {
  return { parameters, config: { slopewiseSample: true, ...parameters } };
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
