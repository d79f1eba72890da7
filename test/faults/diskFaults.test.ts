import "./faultyDisk.ts";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Poll } from "../../src/log/follow/poll.ts";
import { clearFaults, faults, systemError } from "./faultyFiles.ts";
import { lines } from "./logLines.ts";
import { rounds, timeLimit } from "./scale.ts";
import { Scene } from "./scene.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date", "performance"] });
});

/** One thing that happens to a run folder or to the disk that its CSV is on. */
type Happening = (scene: Scene, step: number) => unknown;

function isCsv(path: string): boolean {
  return path.includes("metrics.csv");
}

function withKey(step: number): string {
  return `${lines(step, 2)}{"key_${step % 40}": 1}\n${lines(step + 2, 2)}`;
}

const happenings: Readonly<Record<string, Happening>> = {
  append: (scene, step) => appendFileSync(scene.log, lines(step, 3)),
  appendHalf: (scene, step) => appendFileSync(scene.log, `{"step": ${step}, "lo`),
  appendNewline: (scene) => appendFileSync(scene.log, "\n"),
  appendKey: (scene, step) => appendFileSync(scene.log, withKey(step)),
  diskFull: () => (faults.write = (path, bytes) => (isCsv(path) ? fail("ENOSPC") : bytes)),
  shortWrites: () => {
    let room = 25;
    faults.write = (path, bytes) => {
      room -= isCsv(path) ? 10 : 0;
      return room > 0 || !isCsv(path) ? Math.min(bytes, isCsv(path) ? 10 : bytes) : fail("ENOSPC");
    };
  },
  noSync: () => (faults.sync = () => fail("EIO")),
  heldOpen: () => (faults.rename = (path) => (path.endsWith("metrics.csv") ? fail("EBUSY") : undefined)),
  room: () => clearFaults(),
  soon: () => vi.advanceTimersByTime(700),
  later: () => vi.advanceTimersByTime(61_000),
  truncate: (scene) => truncateSync(scene.log),
  removeCsv: (scene) => rmSync(scene.csv, { force: true }),
  cutCsv: (scene, step) => existsSync(scene.csv) && truncateSync(scene.csv, Math.min(step % 50, sizeOf(scene))),
  look: (scene) => scene.follower.poll(),
  restart: (scene) => scene.restart(),
  crash: (scene) => scene.crash(),
};

function fail(code: string): never {
  throw systemError(code);
}

function sizeOf(scene: Scene): number {
  return readFileSync(scene.csv).length;
}

/** Looks long enough apart that whatever failed is tried again. */
async function looks(scene: Scene): Promise<Poll> {
  for (let look = 0; look < 7; look += 1) {
    vi.advanceTimersByTime(61_000);
    await scene.follower.poll();
  }
  return scene.follower.poll();
}

describe("random sequences of what happens to a log and to its disk", () => {
  const name = fc.constantFrom(...Object.keys(happenings), "look", "look", "append");

  it(
    "end with the reference's CSV once there is room, or with one that is left alone for a reason (500 sequences)",
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(name, { minLength: 4, maxLength: 25 }), async (names) => {
          const scene = new Scene();
          try {
            scene.write(lines(0, 5));
            await scene.follower.poll();
            for (const [index, each] of names.entries()) {
              await happenings[each]?.(scene, 10 * (index + 1));
            }
            clearFaults();
            appendFileSync(scene.log, "\n");
            const { csv } = await looks(scene);
            // A reader that was killed could not note that it wrote a file whose log, or whose rows, are gone.
            const mayBeOther = names.some((each) => ["crash", "truncate", "cutCsv"].includes(each));
            expect(mayBeOther ? ["current", "stale", "foreign"] : ["current"]).toContain(csv.state);
            if (csv.state === "current") {
              expect(scene.csvText()).toBe(scene.reference());
            }
          } finally {
            clearFaults();
            await scene.follower.dispose();
            rmSync(scene.folder, { recursive: true, force: true });
          }
        }),
        { numRuns: rounds(500) },
      );
    },
    timeLimit(),
  );
});

describe("a folder that must not be written", () => {
  const readOnlyFolder = (code: string) => (path: string) => (isCsv(path) ? fail(code) : undefined);

  it.each(["EACCES", "EROFS"])("is said as such, and the log is read all the same (%s)", async (code) => {
    const scene = new Scene();
    scene.write(lines(0, 50));
    faults.open = readOnlyFolder(code);
    const { table, csv } = await scene.follower.poll();
    expect([table.records, csv.state]).toEqual([50, "readOnly"]);
    expect(csv.message).not.toBe("");
    scene.append(lines(50, 5));
    const later = await looks(scene);
    expect([later.table.records, later.csv.state, existsSync(scene.csv)]).toEqual([55, "readOnly", false]);
  });

  it("gets its CSV once it may be written", async () => {
    const scene = new Scene();
    scene.write(lines(0, 50));
    faults.open = readOnlyFolder("EACCES");
    expect((await scene.follower.poll()).csv.state).toBe("readOnly");
    clearFaults();
    expect((await looks(scene)).csv.state).toBe("current");
    expect(scene.csvText()).toBe(scene.reference());
  });

  it("is a failure where a CSV stands in it that cannot grow any more", async () => {
    const scene = new Scene();
    scene.write(lines(0, 50));
    await scene.look();
    faults.open = readOnlyFolder("EACCES");
    scene.append(lines(50, 5));
    expect((await looks(scene)).csv.state).toBe("failed");
  });
});

describe("a CSV that is taken away or replaced by something else", () => {
  it("is made again where it was deleted to make room while rows waited", async () => {
    const scene = new Scene();
    scene.write(lines(0, 50));
    await scene.look();
    faults.write = () => fail("ENOSPC");
    scene.append(lines(50, 5));
    expect((await scene.follower.poll()).csv.state).toBe("failed");
    rmSync(scene.csv);
    clearFaults();
    scene.append(lines(55, 1));
    expect((await looks(scene)).csv.state).toBe("current");
    expect(scene.csvText()).toBe(scene.reference());
  });

  it.each<[what: string, replace: (scene: Scene) => void]>([
    ["a link", (scene) => symlinkSync(scene.log, scene.csv)],
    ["a folder", (scene) => mkdirSync(scene.csv)],
  ])("does not keep the log from being read where it is %s by now", async (_, replace) => {
    const scene = new Scene();
    writeFileSync(scene.csv, "epoch,x\n1,2\n");
    scene.write(lines(0, 50));
    expect((await scene.follower.poll()).csv.state).toBe("foreign");
    rmSync(scene.csv);
    replace(scene);
    scene.append(lines(50, 1));
    const { table, csv } = await scene.follower.poll();
    expect([table.records, csv.state]).toEqual([51, "refused"]);
  });

  it("does not keep the log from being read where it cannot be read any more", async () => {
    const scene = new Scene();
    writeFileSync(scene.csv, "epoch,x\n1,2\n");
    scene.write(lines(0, 50));
    await scene.follower.poll();
    appendFileSync(scene.csv, "2,3\n");
    scene.append(lines(50, 1));
    faults.open = (path) => (path === join(scene.folder, "metrics.csv") ? fail("EACCES") : undefined);
    const { table, csv } = await scene.follower.poll();
    expect([table.records, csv.state]).toEqual([51, "failed"]);
  });

  it("does not make the log count as gone where it vanishes between two calls", async () => {
    const scene = new Scene();
    writeFileSync(scene.csv, "epoch,x\n1,2\n");
    scene.write(lines(0, 50));
    await scene.follower.poll();
    appendFileSync(scene.csv, "2,3\n");
    faults.open = (path) => {
      if (path === scene.csv) {
        rmSync(scene.csv, { force: true });
      }
    };
    expect((await scene.follower.poll()).gone).toBe(false);
    clearFaults();
    expect((await looks(scene)).csv.state).toBe("current");
  });
});
