/**
 * How fast logs become CSV and columns on this machine: `node test/bench/log.ts [megabytes] [kind...]`.
 * The raw limit and the naive way are measured in the same run, on the same file.
 */
import { createReadStream, createWriteStream } from "node:fs";
import { appendFile, mkdtemp, open, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import Papa from "papaparse";
import { convertLog } from "../../src/log/convertLog.ts";
import { LogFollower } from "../../src/log/logFollower.ts";
import { readLog } from "../../src/log/readLog.ts";
import { corpusKinds, writeCorpus, type CorpusKind } from "./logCorpus.ts";

interface Trial {
  readonly name: string;
  readonly run: () => Promise<unknown>;
}

const [megabytes = "200", ...kinds] = process.argv.slice(2);
const wanted = corpusKinds.filter((kind) => kinds.length === 0 || kinds.includes(kind));

/** Reads, finds the newlines, writes as many bytes as a CSV has: no program in Node can do less. */
async function rawLimit(log: string, out: string): Promise<number> {
  const source = await open(log, "r");
  const target = await open(out, "w");
  const buffer = Buffer.allocUnsafeSlow(128 * 1024);
  let lines = 0;
  for (;;) {
    const { bytesRead } = await source.read(buffer, 0, buffer.length, null);
    if (bytesRead === 0) {
      break;
    }
    for (let at = buffer.indexOf(10); at !== -1 && at < bytesRead; at = buffer.indexOf(10, at + 1)) {
      lines += 1;
    }
    await target.write(buffer, 0, Math.floor(bytesRead * 0.6));
  }
  await source.close();
  await target.close();
  return lines;
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

async function follow(log: string, out: string): Promise<void> {
  const follower = new LogFollower(log, { writeCsv: true, csvPath: out });
  await follower.poll();
  await follower.dispose();
}

/** Milliseconds that a look takes after 1 KB was appended, the middle one of 50. */
async function refresh(log: string, out: string): Promise<number> {
  const follower = new LogFollower(log, { writeCsv: true, csvPath: out });
  await follower.poll();
  const line = '{"step": 1, "epoch": 0.002, "loss_train_nats": 10.123456}\n';
  const times: number[] = [];
  for (let round = 0; round < 50; round += 1) {
    await appendFile(log, line.repeat(1000 / line.length));
    times.push(await seconds(() => follower.poll()));
  }
  await follower.dispose();
  return 1000 * (times.sort((a, b) => a - b)[25] ?? NaN);
}

async function seconds(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await run();
  return (performance.now() - start) / 1000;
}

async function bench(kind: CorpusKind, folder: string): Promise<void> {
  const log = join(folder, `${kind}.jsonl`);
  const out = join(folder, `${kind}.csv`);
  await writeCorpus(log, kind, Number(megabytes) * 1e6);
  const { size } = await stat(log);
  const trials: Trial[] = [
    { name: "raw limit", run: () => rawLimit(log, out) },
    { name: "convertLog", run: () => convertLog(log, { out, force: true, includeIncomplete: false }) },
    { name: "readLog (columns)", run: () => readLog(log, { includeIncomplete: false }) },
    { name: "LogFollower (both)", run: () => follow(log, out) },
    ...(size < 300e6 ? [{ name: "naive Node", run: () => naive(log, out) }] : []),
  ];
  let raw = NaN;
  for (const { name, run } of trials) {
    await rm(out, { force: true });
    const rate = size / 1e6 / (await seconds(run));
    raw = name === "raw limit" ? rate : raw;
    const share = `${((rate / raw) * 100).toFixed(0)} % of raw`;
    const memory = `${Math.round(process.memoryUsage.rss() / 1e6)} MB`;
    console.log(
      `${kind.padEnd(11)} ${name.padEnd(20)} ${rate.toFixed(0).padStart(6)} MB/s  ${share.padStart(14)}  ${memory}`,
    );
  }
  await rm(out, { force: true });
  console.log(`${kind.padEnd(11)} refresh after 1 KB   ${(await refresh(log, out)).toFixed(2)} ms`);
  await rm(log);
  await rm(out, { force: true });
}

const folder = await mkdtemp(join(tmpdir(), "slopewise-bench-"));
try {
  for (const kind of wanted) {
    await bench(kind, folder);
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
