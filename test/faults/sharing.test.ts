import "./faultyDisk.ts";
import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { engine } from "../engine.ts";
import { convertLog } from "../../src/log/convert/convertLog.ts";
import { hostMark } from "../../src/log/files/processes.ts";
import { clearFaults, faults, systemError } from "./faultyFiles.ts";
import { lines } from "./logLines.ts";
import { scenesWith } from "./scene.ts";
import { lookings } from "./scheduledFollower.ts";
import { noFiles, putNoFile } from "./noFile.ts";

describe.each(lookings)("faults 29 to 35: other programs at work, and odd places, with %s", (looking) => {
  const inScene = scenesWith(looking);

  it(
    "29: two readers of one folder write each row once",
    inScene(async (scene) => {
      scene.write(lines(0, 50));
      const other = scene.open({ state: undefined });
      await Promise.all([scene.follower.poll(), other.poll()]);
      for (let step = 50; step < 120; step += 1) {
        scene.append(step % 20 === 0 ? `{"step": ${step}, "new_${step}": 1}\n` : lines(step, 1));
        await Promise.all([scene.follower.poll(), other.poll()]);
      }
      await other.poll();
      expect((await other.poll()).csv.state).toBe("current");
      await scene.look();
      await other.dispose();
    }),
  );

  it(
    "29: the lock of a process that is gone is taken over, that of a living one is not",
    inScene(async (scene) => {
      scene.write(lines(0, 50));
      await scene.look();
      const lock = join(scene.folder, ".metrics.csv.slopewise-lock");
      const gone = Number(execFileSync(process.execPath, ["-p", "process.pid"], { encoding: "utf8" }));
      writeFileSync(lock, `${hostMark} ${gone} 00`);
      scene.append(lines(50, 1));
      await scene.look();
      writeFileSync(lock, `${hostMark} 1 00`);
      scene.append(lines(51, 1));
      const before = scene.csvText();
      expect((await scene.follower.poll()).table.records).toBe(52);
      expect(scene.csvText()).toBe(before);
      rmSync(lock);
      await scene.look();
    }),
  );

  it(
    "30: a new key at row 10,000, and one in every record",
    inScene(async (scene) => {
      scene.write(lines(0, 10_000));
      await scene.look();
      scene.append('{"step": 10000, "late": 1}\n');
      expect((await scene.look()).rebuilt).toBe(false);
      scene.append(Array.from({ length: 300 }, (_, index) => `{"key_${index}": ${index}}\n`).join(""));
      await scene.look();
    }),
  );

  it(
    "31: a resumed run repeats steps: every row is kept",
    inScene(async (scene) => {
      scene.write(lines(0, 20));
      await scene.look();
      scene.append(lines(10, 20));
      expect((await scene.look()).table.records).toBe(40);
    }),
  );

  it(
    "29: a CSV that is edited in the moment after it was written is not taken for ours",
    inScene(async (scene) => {
      scene.write(lines(0, 50));
      // Of the folder's being synchronised, which follows the file's taking its place.
      faults.open = (path) => {
        if (path === scene.folder && existsSync(scene.csv)) {
          clearFaults();
          writeFileSync(scene.csv, scene.csvText().replace("1", "7"));
        }
      };
      await scene.follower.poll();
      const edited = scene.csvText();
      expect(edited).not.toBe(scene.reference());
      expect((await scene.follower.poll()).csv.state).toBe("stale");
      scene.append(lines(50, 1));
      await scene.follower.poll();
      expect(scene.csvText()).toBe(edited);
    }),
  );

  it(
    "32: the folder vanishes and returns",
    inScene(async (scene) => {
      scene.write(lines(0, 20));
      await scene.look();
      renameSync(scene.folder, `${scene.folder}-away`);
      expect((await scene.follower.poll()).gone).toBe(true);
      renameSync(`${scene.folder}-away`, scene.folder);
      scene.append(lines(20, 1));
      expect((await scene.look()).rebuilt).toBe(false);
    }),
  );

  it(
    "32: permission lost and given back",
    inScene(async (scene) => {
      scene.write(lines(0, 20));
      await scene.look();
      scene.append(lines(20, 1));
      faults.open = (path) => {
        if (path === scene.log) {
          throw systemError("EACCES");
        }
      };
      await expect(scene.follower.poll()).rejects.toThrow(/permission denied/);
      clearFaults();
      chmodSync(scene.log, 0o644);
      expect((await scene.look()).rebuilt).toBe(false);
    }),
  );

  it.each(noFiles)("33: a %s in the CSV's place is refused and not followed", (kind) =>
    inScene(async (scene) => {
      const elsewhere = join(scene.folder, "metrics.elsewhere");
      writeFileSync(elsewhere, "");
      putNoFile(kind, scene.csv, elsewhere);
      scene.write(lines(0, 20));
      for (let look = 0; look < 3; look += 1) {
        expect((await scene.follower.poll()).csv.state).toBe("refused");
        scene.append(lines(20 + look, 1));
      }
      expect((await convertLog(scene.log, { engine, force: true, includeIncomplete: false })).state).toBe("refused");
      expect(readFileSync(elsewhere, "utf8")).toBe("");
      expect(existsSync(scene.csv)).toBe(true);
    })(),
  );

  it(
    "34: the same size and mtime, other content: noticed by the time of change",
    inScene(async (scene) => {
      scene.write(lines(0, 20));
      await scene.look();
      const { atime, mtime } = statSync(scene.log);
      scene.write(lines(0, 20).replace('"step": 7', '"step": 8'));
      utimesSync(scene.log, atime, mtime);
      expect((await scene.look()).rebuilt).toBe(true);
    }),
  );

  it(
    "35: awkward keys are names, in the order of the text; formulas are escaped only when that is set",
    inScene(
      async (scene) => {
        scene.write(
          '{"b": 1, "2": 2, "__proto__": 3, "constructor": 4, "": 5, "1": "=1+1", "n": -1}\n{"__proto__": {"x": 6}}\n',
        );
        await scene.follower.poll();
        expect(scene.csvText()).toBe("b,2,__proto__,constructor,,1,n,__proto__.x\n1,2,3,4,5,'=1+1,-1,\n,,,,,,,6\n");
      },
      { escapeFormulas: true },
    ),
  );

  it(
    "reopening a log that did not change reads nothing of it but what tells it from another",
    inScene(async (scene) => {
      scene.write(lines(0, 20_000));
      const before = await scene.look();
      await scene.restart();
      const opened: string[] = [];
      faults.open = (path) => opened.push(path);
      const poll = await scene.follower.poll();
      expect([poll.changed, poll.rebuilt, poll.csv.state]).toEqual([true, false, "current"]);
      expect(opened).toEqual([scene.log]);
      expect(poll.table.column("loss")).toEqual(before.table.column("loss"));
      expect(poll.table.lineOf(777)).toBe(778);
    }),
  );
});
