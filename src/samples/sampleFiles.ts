import { mkdir, open, writeFile, type FileHandle } from "node:fs/promises";
import { join } from "node:path";
import { errorCode } from "../log/files/errorCode.ts";
import { fileError, LogError } from "../log/files/logError.ts";
import { sampleLines } from "./sampleLog.ts";
import type { SampleParameters, Scenario } from "./sampleRun.ts";

/** Bytes that are written at once: a few milliseconds of making up records. */
const chunkLength = 128 * 1024;

/** How the folder of a sample run is called; `run` counts from 0. */
export function sampleName(run: number, scenario: Scenario): string {
  return `run-${String(run + 1).padStart(3, "0")}${scenario === "sound" ? "" : `-${scenario}`}`;
}

/** A sample run that is being written: its log, and the lines of it that are still to come. */
export class SampleFile {
  readonly path: string;
  readonly #file: FileHandle;
  readonly #lines: Generator<string>;

  private constructor(path: string, file: FileHandle, lines: Generator<string>) {
    this.path = path;
    this.#file = file;
    this.#lines = lines;
  }

  /**
   * A new, empty log in a folder, with the run's parameters beside it.
   * @throws {LogError} where there is a log already, which is not touched, and where nothing can be written.
   */
  static async create(folder: string, parameters: SampleParameters): Promise<SampleFile> {
    const path = join(folder, "metrics.jsonl");
    try {
      await mkdir(folder, { recursive: true });
      const file = await open(path, "wx");
      const config = JSON.stringify({ slopewiseSample: true, ...parameters }, null, 2);
      await writeFile(join(folder, "config.json"), `${config}\n`);
      return new SampleFile(path, file, sampleLines(parameters));
    } catch (error) {
      if (errorCode(error) === "EEXIST") {
        throw new LogError(path, `${path} exists already, and a log is never written over. Give another folder.`);
      }
      throw fileError(error, path, "write");
    }
  }

  /** Writes up to `most` further records as whole lines; returns how many there were. @throws {LogError} */
  async append(most: number): Promise<number> {
    let chunk = "";
    let written = 0;
    try {
      for (let next = this.#next(); next !== null; next = written < most ? this.#next() : null) {
        chunk += next;
        written += next === "" ? 0 : 1;
        if (chunk.length >= chunkLength) {
          await this.#file.appendFile(chunk);
          chunk = "";
        }
      }
      await this.#file.appendFile(chunk);
    } catch (error) {
      throw fileError(error, this.path, "write");
    }
    return written;
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

  #next(): string | null {
    const next = this.#lines.next();
    return next.done === true ? null : next.value;
  }
}

/** Writes a whole sample run into a folder; returns its number of records. @throws as `SampleFile` does. */
export async function writeSampleRun(folder: string, parameters: SampleParameters): Promise<number> {
  const file = await SampleFile.create(folder, parameters);
  try {
    return await file.append(Infinity);
  } finally {
    await file.close();
  }
}
