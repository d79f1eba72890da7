import { performance as thread } from "node:perf_hooks";

/**
 * The share of the time since the call before in which this thread worked, 0 to 1. Where the computer is busy with other
 * programs the thread seems to work while it waits for a processor; it cannot have worked longer than the process did.
 */
export function threadLoad(): () => number {
  let before = thread.eventLoopUtilization();
  let [used, at] = [process.cpuUsage(), performance.now()];
  return () => {
    const now = thread.eventLoopUtilization();
    const { utilization } = thread.eventLoopUtilization(now, before);
    const { user, system } = process.cpuUsage(used);
    const processor = (user + system) / 1000 / Math.max(1, performance.now() - at);
    before = now;
    [used, at] = [process.cpuUsage(), performance.now()];
    return Math.min(utilization, processor);
  };
}
