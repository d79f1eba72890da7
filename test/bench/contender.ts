// One conversion of a log into a CSV, by one of several programs: `node contender.cjs NAME LOG CSV PEERS`. Prints, as JSON, the
// seconds that it took, the processor time of all its threads and the most memory that the process had.
import { engine } from "../engine.ts";
import { closeSync, createReadStream, createWriteStream, openSync, readSync, writeSync } from "node:fs";
import { createInterface } from "node:readline";
import Papa from "papaparse";
import { builtInContract } from "../../src/contract/model/builtIn.ts";
import { createChecker } from "../../src/contract/checks/checkLog.ts";
import { LogFollower } from "../../src/log/follow/logFollower.ts";
import { peer } from "./peer.ts";

const [name = "", log = "", out = "", peers = ""] = process.argv.slice(2);

type Convert = (log: string, out: string) => Promise<void>;

/**
 * Reads, finds the newlines, writes as many bytes as a CSV has, on one thread: no program in Node can do less. Nothing
 * here waits for a promise, which costs more than the work itself.
 */
function rawLimit(log: string, out: string): Promise<void> {
  const [source, target] = [openSync(log, "r"), openSync(out, "w")];
  const buffer = Buffer.allocUnsafeSlow(128 * 1024);
  for (;;) {
    const count = readSync(source, buffer);
    if (count === 0) {
      break;
    }
    for (let at = buffer.indexOf(10); at !== -1 && at < count; at = buffer.indexOf(10, at + 1)) {
      continue;
    }
    writeSync(target, buffer, 0, Math.floor(count * 0.6));
  }
  closeSync(source);
  closeSync(target);
  return Promise.resolve();
}

/** Processor time of the checks, in seconds; null where there were none. */
let checkCpuSeconds: number | null = null;

/** Processor time of all threads of this process so far, in seconds. */
function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** The CSV and all columns in memory, as the extension has them; the findings of the built-in contract too, if asked for. */
function slopewise({ checks }: { readonly checks: boolean }): Convert {
  return async (log, out) => {
    const follower = new LogFollower(log, { engine, writeCsv: true, csvPath: out });
    const { table, problems } = await follower.poll();
    if (table.records === 0) {
      throw new Error("no record was read");
    }
    if (checks) {
      const before = cpuSeconds();
      createChecker(builtInContract).update(table, problems);
      checkCpuSeconds = cpuSeconds() - before;
    }
    await follower.dispose();
  };
}

/** What one writes in an afternoon: a line at a time, JSON.parse, Papa Parse. Numbers lose their text. */
async function naive(log: string, out: string): Promise<void> {
  const records: Record<string, unknown>[] = [];
  const keys = new Set<string>();
  for await (const line of createInterface({ input: createReadStream(log) })) {
    const record = JSON.parse(line.replaceAll(/NaN|-?Infinity/g, "null")) as Record<string, unknown>;
    Object.keys(record).forEach((key) => keys.add(key));
    records.push(record);
  }
  const target = createWriteStream(out);
  target.write(`${[...keys].join(",")}\n`);
  for (let at = 0; at < records.length; at += 10_000) {
    target.write(`${Papa.unparse(records.slice(at, at + 10_000), { columns: [...keys], header: false })}\n`);
  }
  await new Promise((resolve) => target.end(resolve));
}

function duckdb(threads: number): Convert {
  return async (log, out) => {
    const { DuckDBInstance } = (await peer(peers, "@duckdb/node-api")) as DuckDb;
    const instance = await DuckDBInstance.create(":memory:", { threads: String(threads) });
    const connection = await instance.connect();
    const source = `read_json('${log}', format = 'newline_delimited')`;
    await connection.run(`COPY (SELECT * FROM ${source}) TO '${out}' (HEADER)`);
  };
}

/** The part of @duckdb/node-api that is used. */
interface DuckDb {
  readonly DuckDBInstance: {
    create(path: string, options: Record<string, string>): Promise<{ connect(): Promise<DuckDbConnection> }>;
  };
}

interface DuckDbConnection {
  run(sql: string): Promise<unknown>;
}

/** The part of nodejs-polars that is used. */
interface Polars {
  scanJson(
    path: string,
    options: { readonly inferSchemaLength: number },
  ): { sinkCSV(path: string): { collectSync(): unknown } };
}

async function polars(log: string, out: string): Promise<void> {
  ((await peer(peers, "nodejs-polars")) as Polars)
    .scanJson(log, { inferSchemaLength: 1000 })
    .sinkCSV(out)
    .collectSync();
}

const contenders: Readonly<Record<string, Convert>> = {
  "raw limit": rawLimit,
  Slopewise: slopewise({ checks: false }),
  "Slopewise, checks": slopewise({ checks: true }),
  "DuckDB, 1 thread": duckdb(1),
  "DuckDB, 2 threads": duckdb(2),
  polars,
  "naive Node": naive,
};

const convert = contenders[name];
if (convert === undefined) {
  throw new Error(`There is no contender "${name}", only ${Object.keys(contenders).join(", ")}.`);
}
const start = performance.now();
void convert(log, out).then(() => {
  const seconds = (performance.now() - start) / 1000;
  const peakBytes = process.resourceUsage().maxRSS * 1024;
  console.log(JSON.stringify({ seconds, cpuSeconds: cpuSeconds(), checkCpuSeconds, peakBytes }));
});
