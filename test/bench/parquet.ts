// 1,000,000 rows of 12 columns as Parquet, ours and DuckDB's of the same table: seconds, size, memory.
//
//     node test/bench/parquet.ts [ROWS]
import { execFile } from "node:child_process";
import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import { commandLine } from "../../scripts/host/places.ts";

const rows = Number(process.argv[2] ?? 1_000_000);
const tries = 3;

const folder = await mkdtemp(join(tmpdir(), "slopewise-parquet-"));
try {
  await measure();
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function measure(): Promise<void> {
  const [log, ours, theirs] = ["metrics.jsonl", "ours.parquet", "theirs.parquet"].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  await writeLog(log);
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  const own: number[] = [];
  const duck: number[] = [];
  let megabytes = 0;
  for (let i = 0; i < tries; i++) {
    const start = performance.now();
    megabytes = Math.max(megabytes, await convert(log, ours));
    own.push((performance.now() - start) / 1000);
    duck.push(await copied(connection, log, theirs));
  }
  const counted = await connection.runAndReadAll(`select count(*)::varchar from read_parquet('${ours}')`);
  connection.closeSync();
  instance.closeSync();
  const size = async (path: string): Promise<string> => `${((await stat(path)).size / 1e6).toFixed(1)} MB`;
  console.log(`the log: ${await size(log)}, ${String(counted.getRows()[0]?.[0] ?? 0)} rows of 12 columns in ours`);
  console.log(`slopewise convert --parquet: ${median(own)} s, ${megabytes} MB at most, ${await size(ours)}`);
  console.log(`DuckDB read_json to Parquet: ${median(duck)} s, ${await size(theirs)}`);
  console.log(`times DuckDB's: ${(Number(median(own)) / Number(median(duck))).toFixed(2)}`);
}

/**
 * Runs the command line; returns the most memory that it held, in MB. Linux counts what a process held before it became
 * another program in its resource usage, so that of a large parent would be ours: its own status does not.
 */
async function convert(log: string, out: string): Promise<number> {
  const held = `process.getBuiltinModule("fs").readFileSync("/proc/self/status", "utf8").match(/VmHWM:\\s+(\\d+)/)[1]`;
  const preload = `data:text/javascript,${encodeURIComponent(`process.on("exit", () => console.error("held " + ${held}))`)}`;
  const args = ["--import", preload, commandLine, "convert", log, "--parquet", "--force", "--out", out];
  const { stderr } = await promisify(execFile)(process.execPath, args);
  return Math.round(Number(/held (\d+)/.exec(stderr)?.[1] ?? NaN) / 1024);
}

async function copied(connection: DuckDBConnection, log: string, out: string): Promise<number> {
  const start = performance.now();
  await connection.run(
    `copy (select * from read_json('${log}', format = 'newline_delimited')) to '${out}' (format parquet)`,
  );
  return (performance.now() - start) / 1000;
}

/** Records of a run: a step, an epoch and ten metrics. */
async function writeLog(path: string): Promise<void> {
  const names = Array.from({ length: 9 }, (_, i) => `metric_${i}`);
  let state = 7;
  const random = (): number => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647;
  const lines: string[] = [];
  for (let step = 1; step <= rows; step++) {
    const epoch = step / 1000;
    const record = { step, epoch, loss_train_nats: 2 * epoch ** -0.3 * (1 + 0.01 * random()) };
    lines.push(JSON.stringify({ ...record, ...Object.fromEntries(names.map((name) => [name, random()])) }));
  }
  await writeFile(path, `${lines.join("\n")}\n`);
}

function median(values: readonly number[]): string {
  return (values.toSorted((one, other) => one - other)[values.length >> 1] ?? NaN).toFixed(2);
}
