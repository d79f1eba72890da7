import "./faultyDisk.ts";
import { statSync, truncateSync, utimesSync } from "node:fs";
import { describe, expect, it, vi } from "vitest";
import { clearFaults, faults } from "./faultyFiles.ts";
import { lines } from "./logLines.ts";
import { scenesWith } from "./scene.ts";
import { lookings } from "./scheduledFollower.ts";
import { stale, untilLater } from "./staleStatus.ts";

const longAgo = new Date(Date.now() - 3_600_000);

describe.each(lookings)("faults 12 to 16: what a network shows of a log, with %s", (looking) => {
  const inScene = scenesWith(looking);

  it(
    "12: copied and truncated under a stale writer: leading NUL bytes are skipped and reported",
    inScene(async (scene) => {
      scene.write(lines(0, 100));
      await scene.look();
      scene.write(Buffer.concat([Buffer.alloc(5000), Buffer.from(lines(100, 3))]));
      for (let look = 0; look < 4; look += 1) {
        await scene.follower.poll();
      }
      const poll = await scene.look();
      expect(poll.table.records).toBe(3);
      expect(poll.problems.counts["leading-nulls"]).toBe(1);
    }),
  );

  it(
    "13: NUL bytes at the tail, before the data, are taken as not written yet",
    inScene(async (scene) => {
      const next = lines(3, 2);
      scene.write(Buffer.concat([Buffer.from(lines(0, 3)), Buffer.alloc(next.length)]));
      expect((await scene.follower.poll()).table.records).toBe(3);
      scene.write(lines(0, 3) + next);
      const poll = await scene.look();
      expect([poll.table.records, poll.rebuilt, poll.problems.first]).toEqual([5, false, []]);
    }),
  );

  it(
    "13: so are NUL bytes in the middle, with data after them",
    inScene(async (scene) => {
      const next = lines(3, 2);
      const hole = Buffer.from(next);
      hole.fill(0, 0, 20);
      scene.write(Buffer.concat([Buffer.from(lines(0, 3)), hole]));
      expect((await scene.follower.poll()).problems.first).toEqual([]);
      scene.write(lines(0, 3) + next);
      expect((await scene.look()).table.records).toBe(5);
    }),
  );

  it(
    "13: NUL bytes that stay are a bad line, once the log has come to rest",
    inScene(async (scene) => {
      scene.write(Buffer.concat([Buffer.from(lines(0, 3)), Buffer.alloc(10), Buffer.from(lines(3, 2))]));
      utimesSync(scene.log, longAgo, longAgo);
      const poll = await scene.follower.poll();
      expect([poll.table.records, poll.problems.counts["bad-line"]]).toEqual([4, 1]);
      expect(scene.csvText()).toBe(scene.reference());
    }),
  );

  it.each([
    ["its bytes", false],
    ["no bytes past it", true],
  ])("14: a size that goes backwards is an old one, where the file system gives %s", (_, short) =>
    inScene(async (scene) => {
      scene.write(lines(0, 200));
      const old = statSync(scene.log, { bigint: true });
      await untilLater(scene.log);
      scene.append(lines(200, 300));
      const before = (await scene.look()).table;
      faults.stat = (path, stat) => (path === scene.log ? stale(stat, old) : stat);
      faults.read = (path, start, length) =>
        short && path === scene.log ? Math.min(length, Number(old.size) - start) : length;
      for (let look = 0; look < 5; look += 1) {
        const poll = await scene.follower.poll();
        expect([poll.rebuilt, poll.table.records, poll.csv.state]).toEqual([false, 500, "current"]);
        expect(scene.csvText()).toBe(scene.reference());
      }
      clearFaults();
      scene.append(lines(500, 3));
      const poll = await scene.look();
      expect([poll.rebuilt, poll.table.records]).toEqual([false, before.records + 3]);
    })(),
  );

  it(
    "14: a size that stays backwards is a truncation in the end",
    inScene(async (scene) => {
      vi.useFakeTimers({ toFake: ["Date"] });
      scene.write(lines(0, 200));
      const old = statSync(scene.log, { bigint: true });
      await untilLater(scene.log);
      scene.append(lines(200, 300));
      await scene.look();
      truncateSync(scene.log, Number(old.size));
      faults.stat = (path, stat) => (path === scene.log ? stale(stat, old) : stat);
      expect((await scene.follower.poll()).rebuilt).toBe(false);
      vi.setSystemTime(Date.now() + 61_000);
      expect((await scene.look()).rebuilt).toBe(true);
    }),
  );

  it(
    "15, 16: without any watcher event the next poll catches up",
    inScene(async (scene) => {
      scene.write(lines(0, 10));
      await scene.look();
      for (let round = 1; round < 5; round += 1) {
        scene.append(lines(round * 10, 10));
        expect((await scene.look()).changed).toBe(true);
        expect((await scene.follower.poll()).changed).toBe(false);
      }
    }),
  );
});
