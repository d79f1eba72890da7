import { appendFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { formatOf } from "../../../../src/formats/discovery/formats.ts";
import { ForeignFollower } from "../../../../src/worker/runs/follow/foreignFollower.ts";
import { put, sourceOf } from "../../formats/support.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "slopewise-foreign-"));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

it("says in the next poll that a log grew, where it was read again in between", async () => {
  const log = put(folder, "metrics.csv", "step,loss\n0,3\n1,2\n2,1\n");
  const source = await sourceOf(log);
  const follower = new ForeignFollower(source, formatOf(source.format));
  const first = await follower.poll();
  expect(first).toMatchObject({ changed: true, table: { records: 3 } });
  await appendFile(log, "3,0.5\n");
  expect((await follower.readAgain())?.records).toBe(4);
  const second = await follower.poll();
  expect(second).toMatchObject({ changed: true, rebuilt: false, table: { records: 4 } });
  expect(second.size).toBeGreaterThan(first.size);
  expect((await follower.readAgain())?.records).toBe(4);
  expect(await follower.poll()).toMatchObject({ changed: false, rebuilt: false });
});
