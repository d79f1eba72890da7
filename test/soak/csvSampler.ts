import { closeSync, fstatSync, openSync, readSync } from "node:fs";

/** Milliseconds between two looks at the CSVs: the grain of what is measured. */
const every = 10;

/** Watches some CSVs from outside and notes how old each new row is when it is seen there; rows begin with their time. */
export class CsvSampler {
  readonly #files: { readonly fd: number; size: number; rest: string }[];
  readonly #timer: NodeJS.Timeout;
  /** Milliseconds from a line to its row. */
  readonly latencies: number[] = [];

  constructor(csvs: readonly string[]) {
    this.#files = csvs.map((csv) => {
      const fd = openSync(csv, "r");
      return { fd, size: fstatSync(fd).size, rest: "" };
    });
    this.#timer = setInterval(() => this.#look(), every);
  }

  end(): void {
    clearInterval(this.#timer);
    this.#files.forEach(({ fd }) => closeSync(fd));
  }

  #look(): void {
    for (const file of this.#files) {
      const { size } = fstatSync(file.fd);
      if (size > file.size) {
        const bytes = Buffer.alloc(size - file.size);
        readSync(file.fd, bytes, 0, bytes.length, file.size);
        const rows = `${file.rest}${bytes.toString("latin1")}`.split("\n");
        file.rest = rows.pop() ?? "";
        file.size = size;
        const now = Date.now();
        this.latencies.push(...rows.map((row) => now - Number(row.slice(0, row.indexOf(",")))));
      }
    }
  }
}
