/**
 * A sweep of 216 runs as a session meets it: all new, and unchanged since the last session; and one log of 5 MB. Next to
 * DuckDB in the same run: `node test/bench/sweep.ts [megabytes]`.
 */
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { writeCorpus } from "./logCorpus.ts";
import { commandLine } from "../../scripts/host/places.ts";
import { bundleContenders, bundled, installPeers, peersFolder } from "./peers.ts";

const run = promisify(execFile);
const [megabytes = "1000"] = process.argv.slice(2);
const runs = 216;

const folder = await mkdtemp(join(tmpdir(), "slopewise-sweep-"));
const sweep = join(folder, "sweep");

/** The seconds that a program says it took for the sweep, or null where it does not run here. */
async function read(program: string): Promise<number | null> {
  try {
    const args = [bundled("sweepReader"), sweep, join(folder, "storage"), program, peersFolder];
    return (JSON.parse((await run(process.execPath, args)).stdout) as { readonly seconds: number }).seconds;
  } catch (error) {
    console.error(`${program} does not run here: ${String(error).split("\n", 1)[0] ?? ""}`);
    return null;
  }
}

try {
  await installPeers();
  await bundleContenders();
  for (let index = 0; index < runs; index += 1) {
    await mkdir(join(sweep, `run_${index}`), { recursive: true });
    await writeCorpus(join(sweep, `run_${index}`, "metrics.jsonl"), "usual", (Number(megabytes) * 1e6) / runs);
  }
  const [cold, warm, duckdb] = [await read("Slopewise"), await read("Slopewise"), await read("DuckDB")];
  if (cold !== null && warm !== null) {
    const comparison = (seconds: number): string =>
      duckdb === null ? "" : `, ${(duckdb / seconds).toFixed(1)} times as fast as DuckDB's conversion`;
    console.log(`sweep of ${runs}, all new, with findings: ${cold.toFixed(2)} s${comparison(cold)}`);
    console.log(`sweep of ${runs}, unchanged since the last session: ${warm.toFixed(2)} s${comparison(warm)}`);
  }
  // `npm run build` first: what people get is measured.
  const start = performance.now();
  const json = (await run(process.execPath, [commandLine, "sweep", sweep, "--format", "json"], { maxBuffer: 1e9 }))
    .stdout;
  const seconds = ((performance.now() - start) / 1000).toFixed(2);
  console.log(
    `slopewise sweep of ${(JSON.parse(json) as { readonly runs: number }).runs}, from logs to sweep.json: ${seconds} s`,
  );
  const log = join(folder, "five.jsonl");
  await writeCorpus(log, "usual", 5e6);
  const { stdout } = await run(process.execPath, [bundled("oneLog"), log, join(folder, "five.csv")]);
  const { first, warm: later } = JSON.parse(stdout) as { readonly first: number; readonly warm: number };
  console.log(`a log of 5 MB: ${(first * 1000).toFixed(0)} ms at first, ${(later * 1000).toFixed(0)} ms once warm`);
} finally {
  await rm(folder, { recursive: true, force: true });
}
