/**
 * A sweep in four parts on a real SLURM of two nodes, compared with the sweep made at once; dist/cli.js must be built.
 * `npm run check:slurm`: takes root and Debian's packages of SLURM, and says so where it cannot run.
 */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { runWithEndings, temporaryFolder, type Endings } from "../../scripts/host/endings.ts";
import { commandLine } from "../../scripts/host/places.ts";
import { eventually } from "../host/eventually.ts";
import { ClusterSweep, isGone } from "./clusterSweep.ts";
import { TwoNodes, whyNoSlurm } from "./twoNodes.ts";

await runWithEndings(async (endings) => {
  const reason = await whyNoSlurm();
  if (reason === null) {
    await checkSlurm(endings);
  } else {
    console.log(`skipped: ${reason}`);
  }
  return 0;
});

async function checkSlurm(endings: Endings): Promise<void> {
  const folder = await temporaryFolder(endings, "slurm");
  const [logs, whole, out] = ["logs", "whole", "out"].map((name) => join(folder, name)) as [string, string, string];
  const script = join(folder, "job.sh");
  await slopewise("sample", logs, "--sweep");
  await slopewise("sweep", logs, "--out", whole);
  await slopewise("sweep", logs, "--out", out, "--slurm", script, "--parts", "4");
  const cluster = await TwoNodes.start(join(folder, "cluster"), endings);
  const sweep = new ClusterSweep(cluster, { folder, script, out, whole });
  await requeued(sweep);
  await killed(sweep);
}

/** A task that is requeued in the middle makes its part from the beginning, and the merge waits for it. */
async function requeued(sweep: ClusterSweep): Promise<void> {
  const { array, merge } = await sweep.submit();
  const pid = await sweep.stopped(2);
  await sweep.cluster.run("scontrol", "requeue", `${array}_2`);
  await eventually("the end of the task that was requeued", () => isGone(pid));
  await sweep.idle();
  const [task, merged] = [await sweep.cluster.job(`${array}_2`), await sweep.cluster.job(merge)];
  assert.equal(task.get("Restarts"), "1");
  assert.deepEqual([task.get("JobState"), merged.get("JobState")], ["COMPLETED", "COMPLETED"]);
  const runTime = `${merged.get("StartTime")} after ${task.get("EndTime")}`;
  assert.ok((merged.get("StartTime") ?? "") >= (task.get("EndTime") ?? "~"), `merged ${runTime}`);
  await sweep.expectWhole();
  console.log(`task 2 of 4 killed in the middle and requeued; merged ${runTime}: equal to the sweep made at once`);
}

/** A task that dies leaves no merge of the other parts; started again, the script makes its part alone. */
async function killed(sweep: ClusterSweep): Promise<void> {
  await sweep.forget();
  const first = await sweep.submit();
  const pid = await sweep.stopped(3);
  process.kill(pid, "SIGKILL");
  await sweep.idle();
  assert.equal((await sweep.cluster.job(`${first.array}_3`)).get("JobState"), "FAILED");
  assert.equal((await sweep.cluster.job(first.merge)).get("JobState"), "CANCELLED");
  assert.deepEqual(await sweep.parts(), ["part-0000.parquet", "part-0001.parquet", "part-0003.parquet"]);
  await assert.rejects(stat(join(sweep.paths.out, "sweep.json")), "nothing is merged without a part");
  const before = await sweep.times();
  await sweep.submit();
  await sweep.idle();
  const after = await sweep.times();
  assert.deepEqual(
    [...before].map(([name]) => after.get(name)),
    [...before.values()],
    "the parts that were there are left as they are",
  );
  await sweep.expectWhole();
  console.log("task 3 of 4 killed for good: no merge; started again: its part alone is made, and all are merged");
}

async function slopewise(...args: readonly string[]): Promise<void> {
  await promisify(execFile)(process.execPath, [commandLine, ...args]);
}
