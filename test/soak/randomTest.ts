import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** Runs a test of test/faults, a random one with so many rounds; true where it passed. */
export function randomTest(name: string, rounds: number | null): boolean {
  const vitest = join(dirname(createRequire(import.meta.url).resolve("vitest/package.json")), "vitest.mjs");
  const config = join(import.meta.dirname, "../vitest.config.ts");
  const file = join("test", "faults", `${name}.test.ts`);
  const started = performance.now();
  const { status } = spawnSync(process.execPath, [vitest, "run", "--config", config, file], {
    stdio: ["ignore", "ignore", "inherit"],
    env: rounds === null ? process.env : { ...process.env, SLOPEWISE_ROUNDS: String(rounds) },
  });
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  const what = rounds === null ? "" : ` ${rounds} rounds`;
  console.log(`${name}:${what} in ${seconds} s, ${status === 0 ? "all as expected" : "not all as expected"}`);
  return status === 0;
}
