import assert from "node:assert/strict";
import { readdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { eventually } from "../host/eventually.ts";
import { patience } from "../host/patience.ts";
import type { TwoNodes } from "./twoNodes.ts";

const partNames = [0, 1, 2, 3].map((part) => `part-000${part}.parquet`);
/** What a sweep says, whichever way it was made. */
const results = ["sweep.json", "runs.csv", "report.html"];

/** Where a sweep is and goes. */
export interface SweepPaths {
  readonly folder: string;
  readonly script: string;
  readonly out: string;
  /** The sweep made at once. */
  readonly whole: string;
}

/** A sweep in four parts as its script has a cluster make it. */
export class ClusterSweep {
  readonly cluster: TwoNodes;
  readonly paths: SweepPaths;

  constructor(cluster: TwoNodes, paths: SweepPaths) {
    this.cluster = cluster;
    this.paths = paths;
  }

  /** Starts the script as a person does; returns the jobs' numbers. */
  async submit(): Promise<{ readonly array: string; readonly merge: string }> {
    const said = await this.cluster.run("bash", "-c", 'cd "$1" && bash "$2"', "", this.paths.folder, this.paths.script);
    const [, array, merge] = /^Job (\d+) makes the parts, job (\d+) merges them\.$/.exec(said) ?? [];
    assert.ok(array !== undefined && merge !== undefined, said);
    return { array, merge };
  }

  /** Stops a task between its start and its part, so that it is in the middle whatever the machine's speed; returns its process. */
  async stopped(part: number): Promise<number> {
    const pid = await eventually(`task ${part} at work`, () => processOf(`${part}/4`, this.paths.out));
    process.kill(pid, "SIGSTOP");
    assert.ok(!(await this.parts()).includes(partNames[part - 1] ?? ""), "the part was there before the task stopped");
    return pid;
  }

  /** Waits until no job is left. */
  async idle(): Promise<void> {
    await eventually("no job in the queue", async () => (await this.cluster.run("squeue", "-h")) === "", patience.test);
  }

  parts(): Promise<string[]> {
    return readdir(join(this.paths.out, "runs")).then(
      (names) => names.sort(),
      () => [],
    );
  }

  /** When each part was written, in milliseconds. */
  async times(): Promise<ReadonlyMap<string, number>> {
    const names = await this.parts();
    const files = await Promise.all(names.map((name) => stat(join(this.paths.out, "runs", name))));
    return new Map(names.map((name, at) => [name, files[at]?.mtimeMs ?? 0]));
  }

  /** Removes what was made. */
  async forget(): Promise<void> {
    await rm(this.paths.out, { recursive: true });
  }

  async expectWhole(): Promise<void> {
    const { out, whole } = this.paths;
    for (const name of results) {
      const [merged, once] = await Promise.all([out, whole].map((folder) => readFile(join(folder, name), "utf8")));
      assert.equal(merged, once, `${name} differs from that of the sweep made at once`);
    }
    assert.deepEqual(await this.parts(), partNames);
    assert.deepEqual((await readdir(join(out, "curves"))).sort(), partNames, "a killed task left something behind");
  }
}

/** The process that makes a part; null before there is one. */
async function processOf(part: string, out: string): Promise<number | null> {
  for (const pid of (await readdir("/proc")).filter((name) => /^\d+$/.test(name))) {
    const words = (await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "")).split("\0");
    if (words.includes(part) && words.includes(out)) {
      return Number(pid);
    }
  }
  return null;
}

/** Whether a process has ended. */
export function isGone(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return false;
  } catch {
    return true;
  }
}
