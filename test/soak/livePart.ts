import { followMany, type LiveOptions, type LiveReport } from "./liveRuns.ts";

/** What has to hold: seconds from a line to its row, share of a core, growth of the memory. */
const longestLatency = 2;
const largestShare = 0.25;
const largestGrowth = 0.05;

/** Shorter parts say little about memory: what grows at first levels off later. */
const steadyAfter = 300;

/** Follows many runs and says what that came to; true where it is within the bounds. */
export async function livePart(given: Pick<LiveOptions, "live" | "idle" | "seconds" | "events">): Promise<boolean> {
  const report = await followMany({ ...given, rate: 10, interval: 1000 });
  const { live, idle, seconds, events } = given;
  console.log(
    `${live} live and ${idle} idle runs, 10 lines a second each, ${seconds} s, ${events ? "with" : "without"} events`,
  );
  print(report);
  const growth = report.memory[1] / report.memory[0] - 1;
  return (
    report.failures.length === 0 &&
    report.latency.p99 < longestLatency * 1000 &&
    report.processor < largestShare &&
    report.descriptors[0] >= report.descriptors[1] &&
    // Live runs keep their numbers, which is what grows; idle ones keep nothing new.
    (live > idle || seconds < steadyAfter || growth < largestGrowth)
  );
}

function print({ lines, latency, processor, loopDelay, memory, descriptors, failures }: LiveReport): void {
  const [early, late] = memory;
  const growth = `${((late / early - 1) * 100).toFixed(1)} %`;
  const rows: readonly (readonly [string, string])[] = [
    ["line to CSV", `p50 ${latency.p50} ms, p99 ${latency.p99} ms (${latency.rows} of ${lines} rows seen)`],
    ["processor", `${(processor * 100).toFixed(1)} % of a core`],
    ["loop delay", `p99 ${loopDelay.toFixed(1)} ms`],
    ["memory", `${(early / 1e6).toFixed(0)} to ${(late / 1e6).toFixed(0)} MB (${growth})`],
    ["open files", descriptors.join(" to ")],
    ["CSVs not whole", `${failures.length} ${failures.slice(0, 3).join(" ")}`],
  ];
  rows.forEach(([name, text]) => console.log(`  ${name.padEnd(16)}${text}`));
}
