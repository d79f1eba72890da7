// Runs the command line and says, as JSON on descriptor 3, what it took: `node measured.mjs CLI ARGUMENT...`.
import { writeSync } from "node:fs";
import { createRequire } from "node:module";

const [, , cli = "", ...args] = process.argv;
process.argv = [process.argv[0] ?? "", cli, ...args];
process.on("exit", () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  writeSync(3, JSON.stringify({ peakBytes: 1024 * maxRSS, cpuSeconds: (userCPUTime + systemCPUTime) / 1e6 }));
});
createRequire(import.meta.url)(cli);
