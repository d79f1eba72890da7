import "./faultyDisk.ts";
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, renameSync, rmSync, statSync, symlinkSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { describe, expect } from "vitest";
import { LogError } from "../../src/log/files/logError.ts";
import { clearFaults, faults, systemError } from "./faultyFiles.ts";
import { allGrowths, overFormats, steps, stepsIn } from "./formatScenes.ts";

describe("faults 29 to 35 of logs of other tools", () => {
  overFormats(
    allGrowths,
    "29: two readers of one log each have all of it, and leave nothing next to it",
    async (scene, given) => {
      scene.write(steps(0, 50));
      const names = scene.names();
      const [first, second] = await Promise.all([scene.atOnce(), scene.atOnce()]);
      expect([first, second].map((look) => stepsIn(look, given))).toEqual([steps(0, 50), steps(0, 50)]);
      expect(scene.names()).toEqual(names);
    },
  );

  overFormats(allGrowths, "31: steps that a resumed run repeats are all kept", async (scene, given) => {
    scene.write(steps(0, 20));
    await scene.settled();
    scene.append(steps(10, 20));
    // Those of several files come in the order of their steps.
    const found = stepsIn(await scene.settled(), given);
    expect(found.toSorted((a, b) => a - b)).toEqual([...steps(0, 20), ...steps(10, 20)].sort((a, b) => a - b));
  });

  overFormats(allGrowths, "32: the folder vanishes and returns", async (scene, given) => {
    scene.write(steps(0, 20));
    await scene.settled();
    renameSync(scene.folder, `${scene.folder}-away`);
    expect((await scene.look()).gone).toBe(true);
    renameSync(`${scene.folder}-away`, scene.folder);
    scene.append(steps(20, 1));
    const look = await scene.settled();
    expect([stepsIn(look, given), look.gone]).toEqual([steps(0, 21), false]);
  });

  overFormats(["text", "binary", "document"], "32: permission lost and given back", async (scene, given) => {
    scene.write(steps(0, 20));
    await scene.settled();
    scene.append(steps(20, 1));
    faults.open = (path) => {
      if (path === scene.path) {
        throw systemError("EACCES");
      }
    };
    await expect(scene.look()).rejects.toThrow(/permission denied/);
    clearFaults();
    chmodSync(scene.path, 0o644);
    expect(stepsIn(await scene.settled(), given)).toEqual(steps(0, 21));
  });

  for (const kind of ["FIFO", "folder", "device"]) {
    overFormats(
      allGrowths,
      `33: a ${kind} in the log's place is refused, and nothing waits for it`,
      async (scene, given) => {
        scene.write(steps(0, 20));
        await scene.settled();
        rmSync(scene.path);
        if (kind === "FIFO") {
          execFileSync("mkfifo", [scene.path]);
        } else if (kind === "folder") {
          mkdirSync(scene.path);
        } else {
          symlinkSync("/dev/zero", scene.path);
        }
        const said = await scene.look().catch((error: unknown) => error);
        expect(said instanceof LogError || (said as { gone: boolean }).gone).toBe(true);
        rmSync(scene.path, { recursive: true });
        scene.write(steps(3, 20));
        expect(stepsIn(await scene.settled(), given)).toEqual(steps(3, 20));
      },
    );
  }

  overFormats(allGrowths, "34: the same size and time of writing, other content", async (scene, given) => {
    scene.write(steps(1000, 20));
    await scene.settled();
    const { atime, mtime, size } = statSync(scene.path);
    scene.write([...steps(1000, 10), 1018, ...steps(1011, 9)]);
    if (given.name !== ".wandb") {
      expect(statSync(scene.path).size).toBe(size);
    }
    utimesSync(scene.path, atime, mtime);
    const found = stepsIn(await scene.settled(), given);
    expect([found.includes(1010), found.filter((step) => step === 1018).length]).toEqual([false, 2]);
  });

  overFormats(
    allGrowths,
    "33: a link to the log is followed, and what is written behind it is read",
    async (scene, given) => {
      if (given.name === "MLflow's files") {
        // What lies in the folders of a run is listed, and links in them are not followed.
        return;
      }
      const elsewhere = join(scene.folder, "elsewhere");
      scene.write(steps(0, 20));
      renameSync(scene.path, elsewhere);
      symlinkSync(elsewhere, scene.path);
      await scene.settled();
      scene.append(steps(20, 5));
      expect(stepsIn(await scene.settled(), given)).toEqual(steps(0, 25));
    },
  );

  const awkward = ["__proto__", "constructor", "toString", "2", "=1+1", "\u202Eevil", "k".repeat(900)];
  overFormats(allGrowths, "35: awkward keys are names like any others", async (scene, given) => {
    if (given.loss === "loss" && given.name !== "MLflow's files") {
      for (const key of awkward) {
        scene.write(steps(0, 3));
        await scene.restart();
        scene.write(steps(0, 3), key);
        const { table } = await scene.settled();
        expect([...(table.column(key)?.values ?? [])]).toHaveLength(3);
        expect(table.keys).toContain(key);
      }
    }
  });
});
