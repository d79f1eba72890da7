/**
 * The long tests, with their figures: `node --expose-gc test/faults/soak.ts [minutes]`. The random tests of this folder
 * run with many more rounds; then many runs are followed at once, for 10 and 30 minutes unless fewer are given.
 */
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { followMany, type LiveOptions } from "./liveRuns.ts";

const minutes = process.argv[2] === undefined ? null : Number(process.argv[2]);

function randomTests(): boolean {
  const vitest = join(dirname(createRequire(import.meta.url).resolve("vitest/package.json")), "vitest.mjs");
  const config = join(import.meta.dirname, "../vitest.config.ts");
  const names = ["kill", "model", "crash"].map((name) => join("faults", `${name}.test.ts`));
  const { status } = spawnSync(process.execPath, [vitest, "run", "--config", config, ...names], {
    stdio: "inherit",
    env: { ...process.env, SLOPEWISE_SOAK: "1" },
  });
  return status === 0;
}

async function live(title: string, options: LiveOptions): Promise<boolean> {
  const report = await followMany(options);
  const [early, late] = report.memory;
  console.log(`${title}, ${options.seconds} s`);
  console.log(
    `  line to CSV         p50 ${report.latency.p50.toFixed(0)} ms, p99 ${report.latency.p99.toFixed(0)} ms (${report.rows} rows)`,
  );
  console.log(`  processor           ${(report.cpu * 100).toFixed(1)} % of a core`);
  console.log(`  loop delay          p99 ${report.loopDelay.toFixed(1)} ms`);
  console.log(
    `  memory              ${(early / 1e6).toFixed(0)} to ${(late / 1e6).toFixed(0)} MB (${((late / early - 1) * 100).toFixed(1)} %)`,
  );
  console.log(`  open files          ${report.descriptors.join(" to ")}`);
  console.log(`  CSVs not current    ${report.failures.length} ${report.failures.slice(0, 3).join("; ")}`);
  return report.failures.length === 0;
}

const results = [
  minutes === null ? randomTests() : true,
  await live("1,000 live runs, 10 lines a second each", {
    idle: 0,
    live: 1000,
    rate: 10,
    seconds: 60 * (minutes ?? 10),
    interval: 1000,
  }),
  await live("5,000 idle and 50 live runs", {
    idle: 5000,
    live: 50,
    rate: 10,
    seconds: 60 * (minutes ?? 30),
    interval: 1000,
  }),
];
process.exitCode = results.every(Boolean) ? 0 : 1;
