import { createHash } from "node:crypto";
import { renameSync, rmSync, truncateSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { engine } from "../engine.ts";
import { convertLog } from "../../src/log/convert/convertLog.ts";
import { LogFollower } from "../../src/log/follow/logFollower.ts";
import { lines } from "./logLines.ts";
import { Scene, scenesWith } from "./scene.ts";
import { lookings } from "./scheduledFollower.ts";

const old = new Date(Date.now() - 3_600_000);

describe.each(lookings)("faults 1 to 20: what happens to the log, with %s", (looking) => {
  const inScene = scenesWith(looking);

  it(
    "1: half a line at the end gives no row and no error until its newline comes",
    inScene(async (scene) => {
      scene.write(`${lines(0, 3)}{"step": 3, "lo`);
      expect((await scene.look()).problems.first).toEqual([]);
      scene.append('ss": 1}');
      await scene.look();
      scene.append("\n");
      expect((await scene.look()).table.records).toBe(4);
    }),
  );

  it(
    "2: half a line, a restart of the reader, the rest: one row",
    inScene(async (scene) => {
      scene.write(`${lines(0, 3)}{"step": 3, "lo`);
      await scene.look();
      await scene.restart();
      scene.append('ss": 1}\n');
      const poll = await scene.look();
      expect([poll.table.records, poll.rebuilt]).toEqual([4, false]);
    }),
  );

  it(
    "3: a last line that never ends is a problem once the log has come to rest, and a row only when asked for",
    inScene(async (scene) => {
      scene.write(`${lines(0, 3)}{"step": 3}`);
      expect((await scene.look()).problems.counts["incomplete-line"]).toBe(0);
      utimesSync(scene.log, old, old);
      const poll = await scene.look();
      expect([poll.changed, poll.problems.counts["incomplete-line"], poll.table.records]).toEqual([true, 1, 3]);
      const asked = await convertLog(scene.log, { engine, force: false, includeIncomplete: true });
      expect([asked.state, asked.rows]).toEqual(["written", 4]);
      for (let look = 0; look < 6; look += 1) {
        expect((await scene.follower.poll()).csv.state).toBe("current");
      }
      // The row that was asked for is not taken away again, and its newline changes nothing.
      scene.append("\n");
      await scene.look();
    }),
  );

  it(
    "3: the row that was asked for stays ours when it brings new keys",
    inScene(async (scene) => {
      scene.write(`${lines(0, 3)}{"step": 3, "note": "last", "late": {"x": 1}}`);
      await scene.look();
      const asked = await convertLog(scene.log, { engine, force: false, includeIncomplete: true });
      expect([asked.state, asked.columns]).toEqual(["written", 4]);
      for (let look = 0; look < 6; look += 1) {
        expect((await scene.follower.poll()).csv).toEqual({ state: "current", message: null });
      }
      await scene.restart();
      expect((await scene.follower.poll()).csv.state).toBe("current");
      expect(scene.csvText()).toContain("step,loss,note,late.x");
      scene.append("\n");
      await scene.look();
      scene.append(lines(4, 2));
      await scene.look();
    }),
  );

  it(
    "4: a read cut inside a character, a number, an escape or CR LF gives the same bytes",
    inScene(async (scene) => {
      const bytes = Buffer.from('{"a": 1.25e-3, "t": "é\\u00e9\u{1f600}"}\r\n{"a": 2, "t": "\\n"}\r\n');
      scene.write("");
      for (const byte of bytes) {
        scene.append(Uint8Array.of(byte));
        await scene.look();
      }
    }),
  );

  it(
    "5: truncated to nothing, then appended",
    inScene(async (scene) => {
      scene.write(lines(0, 100));
      await scene.look();
      truncateSync(scene.log);
      await scene.look();
      scene.append(lines(7, 3));
      await scene.look();
    }),
  );

  it(
    "6: truncated and rewritten shorter",
    inScene(async (scene) => {
      scene.write(lines(0, 100));
      await scene.look();
      scene.write(lines(7, 3));
      expect((await scene.look()).rebuilt).toBe(true);
    }),
  );

  it(
    "7: truncated and rewritten longer, with the same first line",
    inScene(async (scene) => {
      scene.write(lines(0, 1) + lines(50, 1000));
      await scene.look();
      scene.write(lines(0, 1) + lines(900, 2000));
      expect((await scene.look()).rebuilt).toBe(true);
    }),
  );

  it.each([
    ["5", ""],
    ["6", lines(7, 3)],
    ["7", lines(0, 1) + lines(900, 2000)],
  ])("8: %s while the reader is down", (_, text) =>
    inScene(async (scene) => {
      scene.write(lines(0, 1) + lines(50, 1000));
      await scene.look();
      await scene.restart();
      scene.write(text);
      expect((await scene.look()).rebuilt).toBe(true);
    })(),
  );

  it(
    "9: deleted and created again at once, the inode used again",
    inScene(async (scene) => {
      scene.write(lines(0, 100));
      await scene.look();
      rmSync(scene.log);
      scene.write(lines(500, 200));
      expect((await scene.look()).rebuilt).toBe(true);
    }),
  );

  it(
    "10: another device number after a remount doubles no rows",
    inScene(async (scene) => {
      scene.write(lines(0, 100));
      await scene.look();
      await scene.follower.dispose();
      for (const [key, blob] of scene.store.blobs) {
        scene.store.blobs.set(key, withOtherDevice(blob));
      }
      scene.follower = scene.open();
      scene.append(lines(100, 1));
      await scene.look();
    }),
  );

  it(
    "11: renamed away and a new file under the old name: the CSV follows the path",
    inScene(async (scene) => {
      scene.write(lines(0, 100));
      await scene.look();
      renameSync(scene.log, `${scene.log}.1`);
      expect((await scene.follower.poll()).gone).toBe(true);
      scene.write(lines(100, 300));
      const poll = await scene.look();
      expect([poll.gone, poll.rebuilt]).toEqual([false, true]);
    }),
  );

  it("17: a hundred runs with the same first kilobytes are followed each on its own", async () => {
    const scenes = Array.from({ length: 100 }, () => new Scene({}, looking));
    for (const [index, scene] of scenes.entries()) {
      scene.write(lines(0, 200) + lines(1000 + index, 1));
      await scene.look();
    }
    for (const [index, scene] of scenes.entries()) {
      scene.append(lines(2000 + index, 1));
      const poll = await scene.look();
      expect(poll.table.column("step")?.values.at(-1)).toBe(2000 + index);
      await scene.end();
    }
  });

  it(
    "18: a line over the limit is skipped to its newline and reported, and what follows is read",
    inScene(async (scene) => {
      scene.write(`${lines(0, 1)}{"text": "${"x".repeat(1_000_000)}"}\n`);
      expect((await scene.look()).table.records).toBe(2);
      scene.append(`{"text": "${"x".repeat(20 * 1024 * 1024)}`);
      await scene.follower.poll();
      await scene.restart();
      scene.append(`"}\n${lines(1, 1)}`);
      const poll = await scene.follower.poll();
      expect([poll.table.records, poll.table.lineOf(2)]).toEqual([3, 4]);
      expect(poll.problems.first.map(({ kind, line }) => [kind, line])).toEqual([["line-too-long", 3]]);
      expect(scene.csvText()).toBe(scene.reference());
    }),
  );

  it(
    "19: a bad line, then a restart: the offset still advances",
    inScene(async (scene) => {
      scene.write(`${lines(0, 2)}not json\n`);
      await scene.look();
      await scene.restart();
      scene.append(lines(2, 2));
      const poll = await scene.look();
      expect([poll.rebuilt, poll.table.lineOf(2)]).toEqual([false, 4]);
      expect(poll.problems.first.map(({ line }) => line)).toEqual([3]);
    }),
  );

  it(
    "20: a byte order mark, CR LF and blank lines",
    inScene(async (scene) => {
      scene.write('\ufeff{"a": 1}\r\n\r\n\n  \n{"a": 2}\r\n');
      expect((await scene.look()).table.records).toBe(2);
    }),
  );

  it(
    "20: UTF-16 is refused with a clear problem",
    inScene(async (scene) => {
      scene.write(Buffer.from('\ufeff{"a": 1}\n', "utf16le"));
      const { problems } = await scene.follower.poll();
      expect(problems.first.map(({ kind }) => kind)).toEqual(["unreadable"]);
      expect(problems.first[0]?.reason).toMatch(/UTF-16.*UTF-8/);
    }),
  );

  it("polls that are asked for at once run one after the other", async () => {
    const scene = new Scene({}, looking);
    scene.write(lines(0, 1000));
    const polls = await Promise.all(Array.from({ length: 10 }, () => scene.follower.poll()));
    expect(polls.map(({ changed }) => changed)).toEqual([true, ...Array<boolean>(9).fill(false)]);
    await scene.look();
    await scene.end();
  });

  it("a log that is a folder is refused in words", async () => {
    const scene = new Scene({}, looking);
    const follower = new LogFollower(scene.folder, { engine, writeCsv: false });
    await expect(follower.poll()).rejects.toThrow(/Cannot read .*(folder|not a regular file)/);
    writeFileSync(join(scene.folder, "metrics.jsonl"), "");
    await scene.end();
  });
});

/** A blob as another mount of the same file system would have left it. */
function withOtherDevice(blob: Uint8Array): Uint8Array {
  const body = Buffer.from(blob.subarray(20)).toString("latin1");
  const changed = Buffer.from(
    body.replace(/"device":"\d+"/, (text) => text.replace(/\d/, "9")),
    "latin1",
  );
  return Buffer.concat([createHash("sha1").update(changed).digest(), changed]);
}
