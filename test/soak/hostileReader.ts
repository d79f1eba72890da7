/**
 * Follows runs as the extension's worker does, with a table of runs open, in a process of its own. Told `HostileTask`, it
 * says "ready" once the first of them was read, and `HostileUsage` whenever it is asked.
 */
import { monitorEventLoopDelay } from "node:perf_hooks";
import { runTools } from "../runTools.ts";
import { PlaceProbe } from "../../src/worker/places/placeProbe.ts";
import { FollowedRuns } from "../../src/worker/runs/followedRuns.ts";
import type { FromWorker, RunName } from "../../src/protocol/worker.ts";

export interface HostileTask {
  /** The first of them is the good one. */
  readonly runs: readonly RunName[];
  readonly storage: string;
}

export interface HostileUsage {
  /** Milliseconds that the loop was late at the most. */
  readonly longestDelay: number;
  /** Bytes of memory, at the most. */
  readonly memory: number;
  /** Codes of what was found in the hostile runs. */
  readonly codes: readonly string[];
  readonly failures: readonly string[];
}

const delay = monitorEventLoopDelay({ resolution: 5 });
const codes = new Set<string>();
const failures: string[] = [];
let isReady = false;

process.once("message", ({ runs: names, storage }: HostileTask) => {
  const settings = {
    csv: "on",
    escapeFormulas: false,
    pollInterval: 1000,
    builtIn: "always",
    severities: {},
    silenced: {},
  } as const;
  const tools = { ...runTools, places: new PlaceProbe() };
  const runs = new FollowedRuns({ ...settings, storage }, tools, (message) => receive(structuredClone(message), names));
  runs.follow(names);
  runs.openTable();
  runs.wantSettings();
  const [good] = names;
  setInterval(() => runs.wake(names.map(({ log }) => log)), 100);
  delay.enable();
  process.on("message", () => process.send?.(usage()));
  setTimeout(() => good !== undefined && void runs.openReview(good.log), 500);
});

process.once("disconnect", () => process.exit());

function receive(message: FromWorker, [good]: readonly RunName[]): void {
  if (message.type === "failed") {
    failures.push(message.message.slice(0, 300));
  }
  for (const run of message.type === "status" ? message.runs : []) {
    if (run.log !== good?.log) {
      run.findings.forEach(({ code }) => codes.add(code));
    } else if (run.lastRead !== null && !isReady) {
      isReady = true;
      process.send?.("ready");
    }
  }
}

function usage(): HostileUsage {
  const memory = process.resourceUsage().maxRSS * 1024;
  return { longestDelay: delay.max / 1e6, memory, codes: [...codes], failures };
}
