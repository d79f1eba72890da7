/**
 * Whether `slopewise sweep` recovers the known effects of the sample sweep, over many seeds; dist/cli.js must be built.
 * `npm run check:effects -- [--seeds 20] [--need 19]`: fails where fewer seeds than needed gave every effect back.
 */
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs, promisify } from "node:util";
import { commandLine } from "../../scripts/host/places.ts";
import { sweepTruth } from "../../src/samples/sweepTruth.ts";
import { effectsOf, type Effect, type SweepReading } from "./sweepEffects.ts";

const run = promisify(execFile);
const { values } = parseArgs({
  options: { seeds: { type: "string", default: "20" }, need: { type: "string", default: "19" } },
});
const count = Number(values.seeds);

/** Every effect of the sample sweep with a seed. */
async function effects(seed: number): Promise<readonly Effect[]> {
  const folder = await mkdtemp(join(tmpdir(), "slopewise-effects-"));
  try {
    const [logs, out] = [join(folder, "sweep"), join(folder, "out")];
    await run(process.execPath, [commandLine, "sample", logs, "--sweep", "--seed", String(seed)]);
    const args = [commandLine, "sweep", logs, "--format", "json", "--out", out];
    const { stdout } = await run(process.execPath, args, { maxBuffer: 1 << 28 });
    const reading = JSON.parse(stdout) as SweepReading;
    return effectsOf(reading, await readFile(join(out, "runs.csv"), "utf8"), sweepTruth());
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

let whole = 0;
for (let seed = 1; seed <= count; seed += 1) {
  const found = await effects(seed);
  const missed = found.filter(({ isRecovered }) => !isRecovered);
  whole += missed.length === 0 ? 1 : 0;
  console.log(`seed ${seed}: ${found.length - missed.length} of ${found.length} effects`);
  for (const { name, truth, found: got } of missed) {
    console.log(`  ${name}: ${got} in place of ${truth}`);
  }
}
console.log(`every effect in ${whole} of ${count} seeds`);
process.exitCode = whole >= Number(values.need) ? 0 : 1;
