import type { SampleFolder } from "./sampleFolder.ts";

/** Cells by column. */
export type CsvRow = Readonly<Record<string, string>>;

interface CsvStyle {
  readonly lineEnd: "\n" | "\r\n";
  /**
   * What comes of a column that is new: the file is emptied and rewritten with the columns in their alphabetical
   * order, or header and rows are written over in place, with a comma more at the end of each.
   */
  readonly newColumn: "rewrites" | "overwrites";
}

/** A CSV of sparse rows that gets new columns as they come. */
export class CsvSample {
  readonly #folder: SampleFolder;
  readonly #name: string;
  readonly #style: CsvStyle;
  readonly #rows: CsvRow[] = [];
  #columns: readonly string[] = [];

  constructor(folder: SampleFolder, name: string, style: CsvStyle) {
    this.#folder = folder;
    this.#name = name;
    this.#style = style;
  }

  async add(row: CsvRow): Promise<void> {
    const fresh = Object.keys(row).filter((column) => !this.#columns.includes(column));
    this.#rows.push(row);
    if (fresh.length === 0) {
      await this.#folder.append(this.#name, this.#line(row));
      return;
    }
    const columns = [...this.#columns, ...fresh];
    this.#columns = this.#style.newColumn === "rewrites" ? columns.sort() : columns;
    const text = [this.#columns.join(",") + this.#style.lineEnd, ...this.#rows.map((each) => this.#line(each))].join(
      "",
    );
    await (this.#style.newColumn === "rewrites"
      ? this.#folder.rewrite(this.#name, text)
      : this.#folder.overwrite(this.#name, text));
  }

  #line(row: CsvRow): string {
    return this.#columns.map((column) => row[column] ?? "").join(",") + this.#style.lineEnd;
  }
}
