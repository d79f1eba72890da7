import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { LogFollower } from "../../src/log/logFollower.ts";
import { referenceConvert } from "../reference/referenceConverter.ts";
import { crashState } from "./crashState.ts";
import { lines } from "./logLines.ts";
import { randomNumbers } from "./randomNumbers.ts";
import { mark, record, recorded } from "./recordedDisk.ts";
import { rounds, timeLimit } from "./scale.ts";
import { MemoryStore, Scene } from "./scene.ts";

vi.mock("node:fs/promises", async (original) => {
  const { recording } = await import("./recordedDisk.ts");
  return recording(await original());
});

vi.mock("node:fs", async (original) => {
  const { recordingSync } = await import("./recordedDisk.ts");
  return recordingSync(await original());
});

/** A run that does everything once: rows added, a header widened, the CSV lost, the reader closed and opened. Returns the log after each step. */
async function recordRun(scene: Scene): Promise<Buffer[]> {
  const moments: Buffer[] = [];
  record(scene.folder);
  for (let step = 0; step < 30; step += 1) {
    appendFileSync(scene.log, step % 7 === 6 ? `{"new_${step}": "a\\nb"}\n` : lines(step * 5, 5));
    if (step % 11 === 10) {
      rmSync(scene.csv);
      mark("csv removed");
    }
    await scene.follower.poll();
    if (step % 4 === 3) {
      await scene.restart();
    }
    mark(String(moments.length));
    moments.push(readFileSync(scene.log));
  }
  record(null);
  return moments;
}

describe("fault 22: power lost between write, fsync and rename", () => {
  it(
    "ends with the reference's CSV after the next start (1,000 states)",
    async () => {
      const scene = new Scene();
      const moments = await recordRun(scene);
      const random = randomNumbers(22);
      const folder = mkdtempSync(join(tmpdir(), "slopewise-crash-"));
      const states = rounds(1000);
      for (let state = 0; state < states; state += 1) {
        const count = 1 + Math.floor(random() * recorded.length);
        expect(await recovery({ folder, count, moments, random }), `state ${state} after ${count} operations`).toBe("");
      }
      rmSync(folder, { recursive: true });
      await scene.end();
    },
    timeLimit(240_000),
  );
});

/** Puts a crash state into the folder, starts a reader and says what is wrong then. */
async function recovery(crash: {
  folder: string;
  count: number;
  moments: Buffer[];
  random: () => number;
}): Promise<string> {
  const { folder, count, moments, random } = crash;
  rmSync(folder, { recursive: true, force: true });
  const operations = recorded.slice(0, count);
  const passed = operations.filter(
    ({ kind, ...rest }) => kind === "mark" && "name" in rest && /^\d+$/.test(rest.name),
  ).length;
  // What the log held at that step, which the writer of the log has seen to.
  const moment = moments[Math.min(passed, moments.length - 1)];
  mkdirSync(folder);
  const log = join(folder, "metrics.jsonl");
  writeFileSync(log, moment ?? "");
  for (const [path, bytes] of crashState(operations, random)) {
    writeFileSync(join(folder, basename(path)), bytes);
  }
  const store = new MemoryStore();
  const follower = new LogFollower(log, { writeCsv: true, state: store });
  const poll = await follower.poll();
  await follower.dispose();
  const csv = join(folder, "metrics.csv");
  const expected = referenceConvert(readFileSync(log), { includeIncomplete: false });
  if (poll.csv.state !== "current") {
    return `${poll.csv.state}: ${poll.csv.message ?? ""}`;
  }
  return existsSync(csv) && readFileSync(csv, "utf8") === expected ? "" : "not the reference's CSV";
}
