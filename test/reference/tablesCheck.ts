/**
 * Random tables through the converter, read by pandas and by DuckDB: every text and every number has to come back.
 *
 *     npm run check:tables [-- COUNT]
 *
 * Needs Python 3 with pandas (Debian: python3-pandas), and the registry for DuckDB, which is no dependency.
 */
import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { peer } from "../bench/peer.ts";
import { installPeers, peersFolder } from "../bench/peers.ts";
import { cellsOf, logOf, tables, type RandomTable } from "../unit/log/randomTables.ts";
import { convertText } from "../unit/log/support.ts";

const count = Number(process.argv[2] ?? 10_000);
const seed = 20261122;

/** A CSV, and what has to be read from it: texts, or numbers where all of its cells are numbers. */
interface Sample {
  readonly csv: string;
  readonly cells: readonly (readonly string[])[];
  readonly numbers: readonly (readonly string[])[] | null;
}

/** Half of the tables hold anything, the other half finite numbers. */
function samples(): Sample[] {
  const half = Math.ceil(count / 2);
  const numeric = fc.double({ noNaN: true, noDefaultInfinity: true });
  return [
    ...fc.sample(tables(), { seed, numRuns: half }).map((table) => sampleOf(table, false)),
    ...fc.sample(tables(numeric), { seed, numRuns: count - half }).map((table) => sampleOf(table, true)),
  ];
}

function sampleOf(table: RandomTable, numeric: boolean): Sample {
  const numbers = numeric ? table.rows.map((row) => row.map((value) => bitsOf(Number(value)))) : null;
  return { csv: convertText(logOf(table)).csv, cells: cellsOf(table), numbers };
}

/** A double's bits, which JSON and other languages keep as they are. */
function bitsOf(number: number): string {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, number);
  return view.getBigUint64(0).toString(16).padStart(16, "0");
}

/** Python reads one sample a line and answers with the number of tables that came back whole, or fails. */
async function throughPandas(all: readonly Sample[]): Promise<void> {
  const script = join(import.meta.dirname, "tablesCheck.py");
  const python = spawn("/usr/bin/python3", [script], { stdio: ["pipe", "inherit", "inherit"] });
  python.stdin.end(all.map((sample) => JSON.stringify(sample)).join("\n"));
  const code = await new Promise((resolve) => python.on("close", resolve));
  if (code !== 0) {
    throw new Error("pandas did not read every table as it was logged.");
  }
}

async function throughDuckDb(all: readonly Sample[]): Promise<void> {
  await installPeers();
  const { DuckDBInstance } = (await peer(peersFolder, "@duckdb/node-api")) as DuckDb;
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  const folder = await mkdtemp(join(tmpdir(), "slopewise-tables-"));
  const file = join(folder, "table.csv");
  try {
    for (const { csv, cells, numbers } of all) {
      await writeFile(file, csv);
      const read = async (type: string, skip: number): Promise<unknown[][]> => {
        const columns = cells[0]?.map((_, index) => `'c${index}': '${type}'`).join(", ") ?? "";
        const options = `columns = {${columns}}, header = false, skip = ${skip}, auto_detect = false, new_line = '\\n'`;
        const form = `delim = ',', quote = '"', escape = '"', nullstr = 'no cell says this', null_padding = false`;
        return (await connection.runAndReadAll(`FROM read_csv('${file}', ${options}, ${form})`)).getRows();
      };
      check("DuckDB", csv, [await read("VARCHAR", 0), cells]);
      if (numbers !== null) {
        const rows = (await read("DOUBLE", 1)).map((row) => row.map((value) => bitsOf(Number(value))));
        check("DuckDB", csv, [rows.slice(-numbers.length), numbers]);
      }
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  console.log(`${all.length.toLocaleString("en")} tables came back through DuckDB.`);
}

function check(reader: string, csv: string, [read, expected]: readonly [unknown, unknown]): void {
  if (JSON.stringify(read) !== JSON.stringify(expected)) {
    const [is, should] = [JSON.stringify(read), JSON.stringify(expected)];
    throw new Error(`${reader} reads ${JSON.stringify(csv)} as ${is}, not ${should}.`);
  }
}

/** The part of @duckdb/node-api that is used. */
interface DuckDb {
  readonly DuckDBInstance: {
    create(path: string): Promise<{
      connect(): Promise<{ runAndReadAll(sql: string): Promise<{ getRows(): unknown[][] }> }>;
    }>;
  };
}

const all = samples();
await throughPandas(all);
await throughDuckDb(all);
