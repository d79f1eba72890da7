import { writeFile } from "node:fs/promises";
import type Mocha from "mocha";

/** Runs the suite, leaves its counts in `countsFile` and gives the number of failures. */
export function runMocha(mocha: Mocha, countsFile: string | undefined): Promise<number> {
  return new Promise((resolve, reject) => {
    const runner = mocha.run((failures) => {
      const stats = runner.stats;
      const counts = { passed: stats?.passes ?? 0, failed: failures, skipped: stats?.pending ?? 0 };
      const written = countsFile === undefined ? Promise.resolve() : writeFile(countsFile, JSON.stringify(counts));
      written.then(() => resolve(failures), reject);
    });
  });
}
