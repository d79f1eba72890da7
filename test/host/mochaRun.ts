import { writeFile } from "node:fs/promises";
import Mocha from "mocha";
import type { FileTime } from "./fileTimes.ts";

/** Runs the suite, leaves its counts and the times of its files in `countsFile` and gives the number of failures. */
export function runMocha(mocha: Mocha, countsFile: string | undefined): Promise<number> {
  return new Promise((resolve, reject) => {
    const runner = mocha.run((failures) => {
      const stats = runner.stats;
      const counts = { passed: stats?.passes ?? 0, failed: failures, skipped: stats?.pending ?? 0, files: files() };
      const written = countsFile === undefined ? Promise.resolve() : writeFile(countsFile, JSON.stringify(counts));
      written.then(() => resolve(failures), reject);
    });
    const files = watchFiles(runner);
  });
}

/** Takes the time of every suite at the top of a file, hooks included; gives the sum of each file so far. */
function watchFiles(runner: Mocha.Runner): () => FileTime[] {
  const { EVENT_SUITE_BEGIN, EVENT_SUITE_END } = Mocha.Runner.constants;
  const seconds = new Map<string, number>();
  let start = 0;
  runner.on(EVENT_SUITE_BEGIN, (suite) => {
    if (suite.parent?.root === true) {
      start = performance.now();
    }
  });
  runner.on(EVENT_SUITE_END, (suite) => {
    if (suite.parent?.root === true && suite.file !== undefined) {
      const { file } = suite;
      seconds.set(file, (seconds.get(file) ?? 0) + (performance.now() - start) / 1000);
    }
  });
  return () => [...seconds].map(([file, sum]) => ({ file, seconds: sum }));
}
