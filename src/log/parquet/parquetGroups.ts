import type { ColumnChunk, SchemaElement } from "hyparquet";
import { ByteWriter, ParquetWriter } from "hyparquet-writer";
import { writeColumn } from "hyparquet-writer/src/column.js";
import { encodeNestedValues } from "hyparquet-writer/src/dremel.js";
import { schemaPathResolver } from "hyparquet-writer/src/schema.js";
import { snappyCompress } from "hyparquet-writer/src/snappy.js";
import { writeDoubles } from "./doubleChunk.ts";
import type { ColumnKinds, GroupColumn } from "./groupColumn.ts";
import { writtenBy } from "./parquetBytes.ts";

/** Takes the bytes of a file in order; they are not used again before it has answered. */
type Sink = (bytes: Uint8Array) => Promise<void>;

const codec = "SNAPPY";
/** Readers take a page of a column at once. */
const pageSize = 1 << 20;

/**
 * A Parquet file that is written row group after row group: one group is in memory, whatever the length of the file.
 * All groups have the columns of `kinds`, in its order.
 */
export class ParquetGroups {
  readonly kinds: ColumnKinds;
  readonly #sink: Sink;
  readonly #bytes = new ByteWriter();
  readonly #writer: ParquetWriter;
  #rows = 0;

  /** `about`: what the file says of itself. */
  constructor(sink: Sink, kinds: ColumnKinds, about: Readonly<Record<string, string>>) {
    this.kinds = kinds;
    this.#sink = sink;
    this.#writer = new ParquetWriter({
      writer: this.#bytes,
      schema: schemaOf(kinds),
      codec,
      kvMetadata: Object.entries(about).map(([key, value]) => ({ key, value })),
      createdBy: writtenBy,
    });
  }

  get rows(): number {
    return this.#rows;
  }

  /** Adds a group of so many rows; a column that is not among `columns` has no value in them. */
  async add(rows: number, columns: ReadonlyMap<string, GroupColumn>): Promise<void> {
    const start = this.#bytes.offset;
    const chunks: ColumnChunk[] = [];
    for (const [name, kind] of this.kinds) {
      const column = columns.get(name) ?? absent(name, kind, rows);
      if (column.kind !== kind) {
        throw new TypeError(`The column ${name} is not of the kind that its file says.`);
      }
      chunks.push(column.kind === "number" ? writeDoubles(this.#bytes, name, column, rows) : this.#writeTexts(column));
      await this.#pass();
    }
    this.#writer.row_groups.push({
      columns: chunks,
      num_rows: BigInt(rows),
      total_byte_size: chunks.reduce((sum, chunk) => sum + (chunk.meta_data?.total_uncompressed_size ?? 0n), 0n),
      total_compressed_size: BigInt(this.#bytes.offset - start),
    });
    this.#writer.num_rows += BigInt(rows);
    this.#rows += rows;
  }

  /** Writes the end of the file. */
  async finish(): Promise<void> {
    await this.#writer.finish();
    await this.#pass();
  }

  #writeTexts({ name, cells }: GroupColumn & { readonly kind: "text" }): ColumnChunk {
    const path = schemaPathResolver(this.#writer.schema)([name]);
    const schemaPath = path.map(({ element }) => element);
    const element = schemaPath.at(-1) ?? { name };
    const indexes = { columnIndex: false, offsetIndex: false };
    return writeColumn({
      writer: this.#bytes,
      column: {
        ...{ columnName: name, element, schemaPath, codec, pageSize, stats: true, ...indexes },
        compressors: { SNAPPY: snappyCompress },
      },
      pageData: encodeNestedValues(path, [...cells]),
    }).chunk;
  }

  /** Passes on what was written; its place is used again. */
  async #pass(): Promise<void> {
    await this.#sink(this.#bytes.getBytes());
    this.#bytes.index = 0;
  }
}

function schemaOf(kinds: ColumnKinds): SchemaElement[] {
  const columns = [...kinds].map(([name, kind]): SchemaElement =>
    kind === "number"
      ? { name, type: "DOUBLE", repetition_type: "OPTIONAL" }
      : { name, type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "OPTIONAL" },
  );
  return [{ name: "root", num_children: columns.length }, ...columns];
}

const noRows = new Uint32Array();
const noValues = new Float64Array();

function absent(name: string, kind: GroupColumn["kind"], rows: number): GroupColumn {
  return kind === "number"
    ? { name, kind, rows: noRows, values: noValues }
    : { name, kind, cells: new Array<null>(rows).fill(null) };
}
