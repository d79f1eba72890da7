import { fileError } from "../files/logError.ts";
import { removeLeftovers, TemporaryFile } from "../files/temporaryFile.ts";
import type { ColumnKinds, GroupColumn } from "../parquet/groupColumn.ts";
import { ParquetGroups } from "../parquet/parquetGroups.ts";

/** What a Parquet file says of itself. */
type About = Readonly<Record<string, string>>;

/**
 * A Parquet file on its way to its place, row group after row group.
 * Invariant: under its name there is what was there before, or the whole new file.
 */
export class ParquetBuild {
  readonly #path: string;
  readonly #about: About;
  #file: TemporaryFile | null = null;
  #groups: ParquetGroups | null = null;

  constructor(path: string, about: About) {
    this.#path = path;
    this.#about = about;
  }

  /** Whether there is no cell: such a file could not be read. */
  get isEmpty(): boolean {
    return this.rows === 0 || this.#groups?.kinds.size === 0;
  }

  get rows(): number {
    return this.#groups?.rows ?? 0;
  }

  /** The columns that all groups have; null before the first group. */
  get kinds(): ColumnKinds | null {
    return this.#groups?.kinds ?? null;
  }

  /**
   * Adds a group of so many rows; the first one settles that all have the columns of `kinds`.
   * @throws {LogError} where it cannot be written.
   */
  async add(rows: number, columns: ReadonlyMap<string, GroupColumn>, kinds: ColumnKinds): Promise<void> {
    await this.#writing(async () => {
      this.#groups ??= await this.#begin(kinds);
      await this.#groups.add(rows, columns);
    });
  }

  /** Puts the file in its place. @throws {LogError} where it cannot be written; what was there stays. */
  async finish(): Promise<void> {
    await this.#writing(async () => {
      await this.#groups?.finish();
      await this.#file?.sync();
      await this.#file?.replace();
    });
  }

  /** Takes away what was written so far; nothing where the file is in its place. */
  async discard(): Promise<void> {
    await this.#file?.discard();
    this.#file = null;
    this.#groups = null;
  }

  async #begin(kinds: ColumnKinds): Promise<ParquetGroups> {
    await removeLeftovers(this.#path);
    const file = await TemporaryFile.create(this.#path);
    this.#file = file;
    return new ParquetGroups((bytes) => file.write(bytes), new Map(kinds), this.#about);
  }

  async #writing(write: () => Promise<void>): Promise<void> {
    try {
      await write();
    } catch (error) {
      await this.discard();
      // Named here, where it is still known that it is no failure of the log.
      throw fileError(error, this.#path, "write");
    }
  }
}
