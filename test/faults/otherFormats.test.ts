import "./faultyDisk.ts";
import { appendFileSync, renameSync, rmSync, statSync, truncateSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { describe, expect } from "vitest";
import { LogError } from "../../src/log/files/logError.ts";
import { clearFaults, faults } from "./faultyFiles.ts";
import { allGrowths, FormatScene, overFormats, steps, stepsIn } from "./formatScenes.ts";
import { stale, untilLater } from "./staleStatus.ts";

const appended = ["text", "binary"] as const;

/** Looks once; a log that cannot be read at the moment is said as such, and nothing else goes wrong. */
async function lookAnyhow(scene: FormatScene): Promise<void> {
  await scene.look().catch((error: unknown) => expect(error).toBeInstanceOf(LogError));
}

describe("faults 1 to 20 of logs of other tools", () => {
  overFormats(
    appended,
    "1: half a record at the end gives none and no problem until the rest comes",
    async (scene, given) => {
      const [two, three] = [given.log(steps(0, 2)), given.log(steps(0, 3))];
      scene.write(steps(0, 3));
      await scene.restart();
      for (const cut of [two.length + 1, two.length + 4, three.length - 1]) {
        scene.bytes(three.subarray(0, cut));
        const look = await scene.settled();
        expect([stepsIn(look, given), look.problems.first]).toEqual([[0, 1], []]);
      }
      scene.bytes(three);
      expect(stepsIn(await scene.settled(), given)).toEqual([0, 1, 2]);
    },
  );

  overFormats(appended, "2: half a record, a restart of the reader, the rest: one record", async (scene, given) => {
    const three = given.log(steps(0, 3));
    scene.write(steps(0, 3));
    await scene.restart();
    scene.bytes(three.subarray(0, three.length - 2));
    await scene.look();
    await scene.restart();
    await scene.look();
    appendFileSync(scene.path, three.subarray(three.length - 2));
    expect(stepsIn(await scene.settled(), given)).toEqual([0, 1, 2]);
  });

  overFormats(
    ["text"],
    "3: a last line that never ends counts once the log has ended, and is said",
    async (scene, given) => {
      scene.write(steps(0, 3));
      truncateSync(scene.path, statSync(scene.path).size - 1);
      const open = await scene.settled();
      expect([stepsIn(open, given), open.problems.counts["incomplete-line"]]).toEqual([[0, 1], 0]);
      await scene.restart(true);
      const ended = await scene.settled();
      expect([stepsIn(ended, given), ended.problems.counts["incomplete-line"]]).toEqual([[0, 1, 2], 1]);
    },
  );

  overFormats(["binary"], "3: a last record that never ends is none", async (scene, given) => {
    scene.write(steps(0, 3));
    truncateSync(scene.path, statSync(scene.path).size - 1);
    await scene.restart(true);
    expect(stepsIn(await scene.settled(), given)).toEqual([0, 1]);
  });

  overFormats(appended, "4: bytes that come one by one give the same records", async (scene, given) => {
    const bytes = given.log(steps(0, 3));
    scene.write(steps(0, 3));
    const whole = stepsIn(await scene.settled(), given);
    scene.bytes(bytes.subarray(0, 1));
    await scene.restart();
    for (let at = 1; at < bytes.length; at += 1) {
      appendFileSync(scene.path, bytes.subarray(at, at + 1));
      await scene.look();
    }
    const look = await scene.settled();
    expect([stepsIn(look, given), look.problems.first]).toEqual([whole, []]);
  });

  overFormats(allGrowths, "5: emptied, then written to", async (scene, given) => {
    scene.write(steps(0, 100));
    await scene.settled();
    truncateSync(scene.path);
    await lookAnyhow(scene);
    scene.write(steps(7, 3));
    expect(stepsIn(await scene.settled(), given)).toEqual([7, 8, 9]);
  });

  overFormats(allGrowths, "6, 7: rewritten, shorter or longer, with the same first record", async (scene, given) => {
    for (const list of [steps(0, 1), [0, ...steps(50, 100)], [0, ...steps(900, 200)], steps(7, 3)]) {
      scene.write(list);
      expect(stepsIn(await scene.settled(), given)).toEqual(list);
    }
  });

  overFormats(allGrowths, "9: deleted and created again at once", async (scene, given) => {
    scene.write(steps(0, 100));
    await scene.settled();
    rmSync(scene.path);
    scene.write(steps(500, 200));
    expect(stepsIn(await scene.settled(), given)).toEqual(steps(500, 200));
  });

  overFormats(allGrowths, "10: another device number after a remount doubles no record", async (scene, given) => {
    scene.write(steps(0, 100));
    await scene.settled();
    faults.stat = (path, stat) => (path === scene.path ? Object.assign(stat, { dev: 99n }) : stat);
    scene.append(steps(100, 1));
    expect(stepsIn(await scene.settled(), given)).toEqual(steps(0, 101));
  });

  overFormats(allGrowths, "11: renamed away, and a new file under the old name", async (scene, given) => {
    scene.write(steps(0, 100));
    await scene.settled();
    renameSync(scene.path, join(scene.folder, "old"));
    expect((await scene.look()).gone).toBe(true);
    scene.write(steps(100, 30));
    const look = await scene.settled();
    expect([stepsIn(look, given), look.gone]).toEqual([steps(100, 30), false]);
  });

  overFormats(
    allGrowths,
    "12: copied and truncated under a stale writer: the NUL bytes are said",
    async (scene, given) => {
      scene.write(steps(0, 100));
      await scene.settled();
      scene.bytes(Buffer.concat([Buffer.alloc(5000), given.more?.(steps(100, 3)) ?? given.log(steps(100, 3))]));
      const old = new Date(Date.now() - 3_600_000);
      utimesSync(scene.path, old, old);
      const kept = await scene.settled().catch((error: unknown) => String(error));
      if (typeof kept === "string") {
        expect(kept).toContain("Cannot read");
      } else if (kept.problems.first.length === 0) {
        // What follows the NULs is a whole document.
        expect([given.growth, stepsIn(kept, given)]).toEqual(["document", steps(100, 3)]);
      }
      // What follows is the tool's own log again.
      scene.write(steps(3, 4));
      expect(stepsIn(await scene.settled(), given)).toEqual(steps(3, 4));
    },
  );

  overFormats(appended, "13: NUL bytes before the data count as not written yet", async (scene, given) => {
    const [three, five] = [given.log(steps(0, 3)), given.log(steps(0, 5))];
    scene.write(steps(0, 3));
    await scene.settled();
    const hole = Buffer.concat([three, Buffer.alloc(five.length - three.length)]);
    scene.bytes(hole);
    const waiting = await scene.look();
    expect([stepsIn(waiting, given), waiting.problems.first]).toEqual([steps(0, 3), []]);
    scene.bytes(five);
    const look = await scene.settled();
    expect([stepsIn(look, given), look.problems.first]).toEqual([steps(0, 5), []]);
  });

  overFormats(appended, "13: so do NUL bytes with data after them, however much", async (scene, given) => {
    const whole = given.log(steps(0, 2000));
    scene.write(steps(0, 2000));
    await scene.restart();
    // From where a record begins to the end of a page, as pages of memory come from another machine.
    const hole = Buffer.from(whole);
    hole.fill(0, given.log(steps(0, 3)).length, 4096);
    scene.bytes(hole);
    expect((await scene.look()).problems.first).toEqual([]);
    scene.bytes(whole);
    const look = await scene.settled();
    expect([stepsIn(look, given), look.problems.first]).toEqual([steps(0, 2000), []]);
  });

  overFormats(appended, "14: a size that goes backwards is an old one", async (scene, given) => {
    scene.write(steps(0, 20));
    const old = statSync(scene.path, { bigint: true });
    await untilLater(scene.path);
    scene.append(steps(20, 30));
    await scene.settled();
    faults.stat = (path, stat) => (path === scene.path ? stale(stat, old) : stat);
    faults.read = (path, start, length) => (path === scene.path ? Math.min(length, Number(old.size) - start) : length);
    for (let look = 0; look < 3; look += 1) {
      expect(stepsIn(await scene.look(), given)).toEqual(steps(0, 50));
    }
    clearFaults();
    scene.append(steps(50, 3));
    expect(stepsIn(await scene.settled(), given)).toEqual(steps(0, 53));
  });

  overFormats(allGrowths, "15, 16: without any event the next look catches up", async (scene, given) => {
    scene.write(steps(0, 10));
    await scene.settled();
    for (let round = 1; round < 4; round += 1) {
      scene.append(steps(round * 10, 10));
      expect(stepsIn(await scene.settled(), given)).toEqual(steps(0, round * 10 + 10));
      expect((await scene.look()).changed).toBe(false);
    }
  });

  overFormats(allGrowths, "17: logs with the same first kilobytes are followed each on its own", async (_, given) => {
    const scenes = steps(0, 5).map(() => new FormatScene(given));
    for (const [index, scene] of scenes.entries()) {
      scene.write([...steps(0, 300), 1000 + index]);
      await scene.settled();
    }
    for (const [index, scene] of scenes.entries()) {
      scene.append([2000 + index]);
      expect(stepsIn(await scene.settled(), given).slice(-2)).toEqual([1000 + index, 2000 + index]);
      scene.end();
    }
  });

  overFormats(
    ["text"],
    "18: a line of 8 MB is skipped to its newline and said, and what follows is read",
    async (scene, given) => {
      scene.write(steps(0, 3));
      await scene.settled();
      const memory = process.memoryUsage().arrayBuffers;
      for (let piece = 0; piece < 8; piece += 1) {
        appendFileSync(scene.path, Buffer.alloc(1024 * 1024, "x"));
        await scene.look();
        expect(process.memoryUsage().arrayBuffers - memory).toBeLessThan(64 * 1024 * 1024);
      }
      appendFileSync(scene.path, "\n");
      scene.append(steps(3, 3));
      const look = await scene.settled();
      expect([stepsIn(look, given), look.problems.counts["bad-line"]]).toEqual([steps(0, 6), 1]);
    },
  );

  overFormats(["text"], "19: a line that is none, a restart, the rest", async (scene, given) => {
    scene.write(steps(0, 2));
    appendFileSync(scene.path, "1,2,3,4,5,6,7\t8\t9\n");
    await scene.settled();
    await scene.restart();
    await scene.look();
    scene.append(steps(2, 2));
    expect(stepsIn(await scene.settled(), given)).toEqual(steps(0, 4));
  });

  overFormats(["text", "document"], "20: a byte order mark, CR LF and blank lines", async (scene, given) => {
    const text = given.log(steps(0, 5)).toString();
    scene.write(steps(0, 5));
    await scene.restart();
    const mark = given.name === "MLflow's files" ? "" : "\uFEFF";
    scene.bytes(Buffer.from(mark + text.replaceAll("\n", "\r\n\r\n\n")));
    const look = await scene.settled();
    expect([stepsIn(look, given), look.problems.first]).toEqual([steps(0, 5), []]);
  });

  overFormats(["text", "document"], "20: UTF-16 is no log that was followed, and is said", async (scene, given) => {
    scene.write(steps(0, 5));
    await scene.settled();
    scene.bytes(Buffer.from(`\uFEFF${given.log(steps(0, 5)).toString()}`, "utf16le"));
    const { problems } = await scene.settled();
    expect(problems.counts["bad-line"] + problems.counts.unreadable).toBeGreaterThan(0);
  });
});
