// Stands in for VS Code's native logger, which a machine without a compiler cannot build: without it the server
// and the extension host write no logs, and a failure of the extension would pass unseen. Log files of tests are
// short, so nothing rotates and each line is written when it comes.
import { appendFileSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";

const names = ["trace", "debug", "info", "warning", "error", "critical"];

export const version = 11_500;

export class Logger {
  #level = 2;
  #plain = false;
  readonly #file: string;

  constructor(_kind: string, _name: string, file: string) {
    this.#file = file;
    mkdirSync(dirname(file), { recursive: true });
  }

  trace(message: string): void {
    this.#write(0, message);
  }
  debug(message: string): void {
    this.#write(1, message);
  }
  info(message: string): void {
    this.#write(2, message);
  }
  warn(message: string): void {
    this.#write(3, message);
  }
  error(message: string): void {
    this.#write(4, message);
  }
  critical(message: string): void {
    this.#write(5, message);
  }
  getLevel(): number {
    return this.#level;
  }
  setLevel(level: number): void {
    this.#level = level;
  }
  /** Asked for where the caller formats its lines itself, as output channels do. */
  clearFormatters(): void {
    this.#plain = true;
  }
  setPattern(): void {
    this.#plain = false;
  }
  flush(): void {
    // Every line is already in the file.
  }
  drop(): void {
    this.#level = names.length;
  }

  #write(level: number, message: string): void {
    if (level < this.#level) {
      return;
    }
    const time = new Date().toISOString().replace("T", " ").slice(0, -1);
    appendFileSync(this.#file, this.#plain ? message : `${time} [${names[level] ?? ""}] ${message}\n`);
  }
}

/** Only the signature that VS Code calls. */
export function createAsyncRotatingLogger(name: string, file: string): Promise<Logger> {
  return Promise.resolve(new Logger("rotating_async", name, file));
}

export const createRotatingLogger = createAsyncRotatingLogger;

export function setLevel(): void {
  // Each logger carries its own level.
}

export function setFlushOn(): void {
  // Every line is flushed.
}
