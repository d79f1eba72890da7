import "./faultyDisk.ts";
import { appendFileSync, rmSync, writeFileSync } from "node:fs";
import { describe, expect, it, vi } from "vitest";
import { engine } from "../engine.ts";
import { convertLog } from "../../src/log/convert/convertLog.ts";
import type { Poll } from "../../src/log/follow/poll.ts";
import { clearFaults, faults, systemError } from "./faultyFiles.ts";
import { lines } from "./logLines.ts";
import { type Scene, scenesWith } from "./scene.ts";
import { lookings } from "./scheduledFollower.ts";

/** A log whose CSV is longer than what is held before it is written. */
const longLog = Array.from({ length: 10_000 }, (_, step) => `{"step": ${step}, "note": "${"x".repeat(500)}"}\n`).join(
  "",
);

/** Looks until the CSV is current again; the clock is moved on so that pauses end at once. */
async function untilCurrent(scene: Scene): Promise<Poll> {
  for (let look = 0; look < 20; look += 1) {
    vi.setSystemTime(Date.now() + 61_000);
    const poll = await scene.follower.poll();
    if (poll.csv.state === "current") {
      return scene.look();
    }
  }
  return scene.look();
}

describe.each(lookings)("faults 23 to 28: what happens to the CSV, with %s", (looking) => {
  const inScene = scenesWith(looking);

  it.each(["torn", "empty", "of another version", "not a state at all"])(
    "23: a stored state that is %s is rebuilt",
    (how) =>
      inScene(async (scene) => {
        scene.write(lines(0, 50));
        await scene.look();
        await scene.follower.dispose();
        for (const [key, blob] of scene.store.blobs) {
          scene.store.blobs.set(key, damaged(blob, how));
        }
        scene.follower = scene.open();
        scene.append(lines(50, 2));
        expect((await scene.look()).rebuilt).toBe(true);
      })(),
  );

  it.each(["ENOSPC", "EFBIG", "EDQUOT"])(
    "26: a disk that is full (%s) while a long CSV is made is no failure of the log, and nothing is promised",
    (code) =>
      inScene(async (scene) => {
        scene.write(longLog);
        faults.write = () => {
          throw systemError(code);
        };
        const options = { force: false, includeIncomplete: true };
        const failure = await convertLog(scene.log, { engine, ...options }).catch((error: unknown) => error);
        expect(String(failure)).toContain(`Cannot write ${scene.csv}: `);
        expect(String(failure)).not.toMatch(/again|by itself/);
        expect((await scene.follower.poll()).csv.message).toMatch(/^Cannot write .*metrics\.csv: .* will try again\.$/);
        clearFaults();
        await untilCurrent(scene);
      })(),
  );

  it(
    "24: a CSV that was edited by hand is noticed and left alone, until it is asked for",
    inScene(async (scene) => {
      scene.write(lines(0, 50));
      await scene.look();
      const edited = scene.csvText().replace("3,", "33,");
      writeFileSync(scene.csv, edited);
      expect((await scene.follower.poll()).csv.state).toBe("stale");
      scene.append(lines(50, 2));
      expect((await scene.follower.poll()).csv.state).toBe("stale");
      expect(scene.csvText()).toBe(edited);
      expect((await convertLog(scene.log, { engine, force: true, includeIncomplete: false })).state).toBe("written");
      await scene.look();
    }),
  );

  it(
    "24: so is one that was edited while the reader was down",
    inScene(async (scene) => {
      scene.write(lines(0, 50));
      await scene.look();
      await scene.restart();
      writeFileSync(scene.csv, scene.csvText().replace("3,", "33,"));
      expect((await scene.follower.poll()).csv.state).toBe("stale");
    }),
  );

  it(
    "24: a CSV that was shortened or deleted is made again",
    inScene(async (scene) => {
      scene.write(lines(0, 50));
      await scene.look();
      for (const kept of [0, 1, 17, 300]) {
        writeFileSync(scene.csv, scene.csvText().slice(0, kept));
        await scene.look();
      }
      rmSync(scene.csv);
      await scene.look();
    }),
  );

  it(
    "25: a CSV that was there before us is never written over, and stays so while it grows",
    inScene(async (scene) => {
      const foreign = "epoch,train_loss\n1,0.5\n";
      writeFileSync(scene.csv, foreign);
      scene.write(lines(0, 50));
      expect((await scene.follower.poll()).csv.state).toBe("foreign");
      appendFileSync(scene.csv, "2,0.4\n");
      scene.append(lines(50, 2));
      const poll = await scene.follower.poll();
      expect([poll.csv.state, poll.rebuilt]).toEqual(["foreign", false]);
      expect(scene.csvText()).toBe(`${foreign}2,0.4\n`);
      expect((await convertLog(scene.log, { engine, force: false, includeIncomplete: false })).state).toBe("foreign");
      rmSync(scene.csv);
      await scene.look();
    }),
  );

  it(
    "26: a disk that is full in the middle of an append: cut back to the last whole row, then goes on",
    inScene(async (scene) => {
      vi.useFakeTimers({ toFake: ["Date"] });
      scene.write(lines(0, 50));
      await scene.look();
      const before = scene.csvText();
      let room = 30;
      faults.write = () => {
        room -= 10;
        if (room <= 0) {
          throw systemError("ENOSPC");
        }
        return 10;
      };
      scene.append(lines(50, 5));
      const { csv, table } = await scene.follower.poll();
      expect(csv.state).toBe("failed");
      expect(csv.message).toMatch(/disk is full/);
      expect(scene.csvText()).toBe(before);
      expect(table.records).toBe(55);
      scene.append(lines(55, 5));
      expect((await scene.follower.poll()).table.records).toBe(60);
      expect(scene.csvText()).toBe(before);
      clearFaults();
      expect((await untilCurrent(scene)).rebuilt).toBe(false);
    }),
  );

  it(
    "26: a disk that is full while the whole CSV is written leaves no temporary file",
    inScene(async (scene) => {
      vi.useFakeTimers({ toFake: ["Date"] });
      scene.write(lines(0, 50));
      faults.write = () => {
        throw systemError("ENOSPC");
      };
      expect((await scene.follower.poll()).csv.state).toBe("failed");
      expect(scene.leftovers()).toEqual([]);
      clearFaults();
      await untilCurrent(scene);
    }),
  );

  it(
    "26: short writes without an error are completed, and a disk that takes nothing is an error",
    inScene(async (scene) => {
      vi.useFakeTimers({ toFake: ["Date"] });
      faults.write = (_, bytes) => Math.min(bytes, 7);
      scene.write(lines(0, 50));
      await scene.look();
      scene.append(lines(50, 5));
      await scene.look();
      faults.write = () => 0;
      scene.append(lines(55, 5));
      expect((await scene.follower.poll()).csv.state).toBe("failed");
      clearFaults();
      await untilCurrent(scene);
    }),
  );

  it(
    "27: where fsync fails, the file does not take the CSV's place",
    inScene(async (scene) => {
      vi.useFakeTimers({ toFake: ["Date"] });
      scene.write(lines(0, 50));
      await scene.look();
      const before = scene.csvText();
      faults.sync = () => {
        throw systemError("EIO");
      };
      scene.append('{"step": 50, "new": 1}\n');
      expect((await scene.follower.poll()).csv.state).toBe("failed");
      expect(scene.csvText()).toBe(before);
      clearFaults();
      await untilCurrent(scene);
    }),
  );

  it.each(["EBUSY", "EPERM"])(
    "28: a CSV that is held open elsewhere (%s) is tried again while reading goes on",
    (code) =>
      inScene(async (scene) => {
        vi.useFakeTimers({ toFake: ["Date"] });
        scene.write(lines(0, 50));
        await scene.look();
        faults.rename = (path) => {
          if (path === scene.csv) {
            throw systemError(code);
          }
        };
        scene.append('{"step": 50, "new": 1}\n');
        const first = await scene.follower.poll();
        scene.append(lines(51, 1));
        const second = await scene.follower.poll();
        expect([first.csv.state, second.csv.state, second.table.records]).toEqual(["failed", "failed", 52]);
        expect(second.csv.message).toBe(first.csv.message);
        clearFaults();
        await untilCurrent(scene);
      })(),
  );
});

function damaged(blob: Uint8Array, how: string): Uint8Array {
  switch (how) {
    case "torn":
      return blob.subarray(0, Math.floor(blob.length / 2));
    case "empty":
      return new Uint8Array();
    case "of another version":
      return Buffer.from(
        Buffer.from(blob)
          .toString("latin1")
          .replace(/log state \d+/, "log state 0"),
        "latin1",
      );
    default:
      return Buffer.from("what is this");
  }
}
