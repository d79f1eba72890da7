import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** Runs a random test of test/faults with many more rounds; true where it passed. */
export function randomTest(name: string, rounds: number): boolean {
  const vitest = join(dirname(createRequire(import.meta.url).resolve("vitest/package.json")), "vitest.mjs");
  const config = join(import.meta.dirname, "../vitest.config.ts");
  const file = join("test", "faults", `${name}.test.ts`);
  const started = performance.now();
  const { status } = spawnSync(process.execPath, [vitest, "run", "--config", config, file], {
    stdio: "inherit",
    env: { ...process.env, SLOPEWISE_ROUNDS: String(rounds) },
  });
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  console.log(`${name}: ${rounds} rounds in ${seconds} s, ${status === 0 ? "all as expected" : "not all as expected"}`);
  return status === 0;
}
