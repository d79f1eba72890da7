import "./recordingDisk.ts";
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { engine } from "../engine.ts";
import type { CsvState } from "../../src/log/csv/csvState.ts";
import type { BlobStore } from "../../src/log/follow/followMemory.ts";
import { LogFollower } from "../../src/log/follow/logFollower.ts";
import { crashState, fileNamed } from "./crashState.ts";
import { movedState, RememberingStore, storeOf, type KeptState } from "./keptState.ts";
import { lines } from "./logLines.ts";
import { randomNumbers } from "./randomNumbers.ts";
import { mark, record, recorded, recordExisting } from "./recordedDisk.ts";
import { rounds, timeLimit } from "./scale.ts";
import { Scene } from "./scene.ts";

/** A log after a step, and the CSV that it has by the reference. */
interface Moment {
  readonly log: Buffer;
  readonly csv: string;
}

/** What was recorded of one run. */
interface Recording {
  readonly moments: readonly Moment[];
  readonly kept: readonly KeptState[];
  readonly folder: string;
}

/**
 * A run that does everything once: rows added, a header widened, the CSV lost, the reader closed and opened. `before`:
 * lines that another session has read, so that a CSV and a state are there already.
 */
async function recordRun(before: number): Promise<Recording> {
  const store = new RememberingStore();
  const scene = new Scene({ state: store });
  const moments: Moment[] = [];
  recorded.length = 0;
  await sessionBefore(scene, { before, store });
  record(scene.folder);
  for (let step = 0; step < 30; step += 1) {
    appendFileSync(scene.log, step % 7 === 6 ? `{"new_${step}": "a\\nb"}\n` : lines(before + step * 5, 5));
    if (step % 11 === 10) {
      rmSync(scene.csv);
      mark("csv removed");
    }
    await scene.follower.poll();
    if (step % 4 === 3) {
      await scene.restart();
    }
    mark(String(moments.length));
    moments.push({ log: readFileSync(scene.log), csv: scene.reference() });
  }
  record(null);
  const kept = [...store.kept];
  await scene.end();
  return { moments, kept, folder: scene.folder };
}

async function sessionBefore(
  scene: Scene,
  { before, store }: { readonly before: number; readonly store: RememberingStore },
): Promise<void> {
  if (before === 0) {
    return;
  }
  scene.write(lines(0, before));
  await scene.look();
  await scene.restart();
  recordExisting(scene.csv, readFileSync(scene.csv));
  const [state] = store.kept.splice(0);
  expect(state).toBeDefined();
  await store.write("", state?.blob ?? new Uint8Array());
}

describe("fault 22: power lost between write, fsync and rename", () => {
  it.each([
    ["an empty folder", 0],
    ["a CSV and a state of a session before", 300],
  ])(
    "starting with %s, ends with the reference's CSV after the next start (500 states each)",
    async (_, before) => {
      const recording = await recordRun(before);
      const random = randomNumbers(22);
      const folder = mkdtempSync(join(tmpdir(), "slopewise-crash-"));
      const states = rounds(500);
      let untouched = 0;
      for (let state = 0; state < states; state += 1) {
        const count = 1 + Math.floor(random() * recorded.length);
        const { wrong, trusted } = await recovery({ folder, count, recording, random });
        expect(wrong, `state ${state} after ${count} operations`).toBe("");
        untouched += trusted ? 1 : 0;
      }
      // Without some of these the states would never matter.
      expect(untouched).toBeGreaterThan(states / 50);
      rmSync(folder, { recursive: true });
    },
    timeLimit(),
  );
});

/** Puts a crash state into the folder, starts a reader and says what is wrong then, and whether it could go on from a state. */
async function recovery(crash: {
  folder: string;
  count: number;
  recording: Recording;
  random: () => number;
}): Promise<{ readonly wrong: string; readonly trusted: boolean }> {
  const { folder, count, recording, random } = crash;
  const { moments, kept } = recording;
  rmSync(folder, { recursive: true, force: true });
  const operations = recorded.slice(0, count);
  const passed = operations.filter(
    ({ kind, ...rest }) => kind === "mark" && "name" in rest && /^\d+$/.test(rest.name),
  ).length;
  mkdirSync(folder);
  const [log, csv] = [join(folder, "metrics.jsonl"), join(folder, "metrics.csv")];
  // What the log held at that step, which the writer of the log has seen to.
  const moment = moments[Math.min(passed, moments.length - 1)];
  writeFileSync(log, moment?.log ?? "");
  const crashed = crashState(operations, random);
  for (const [path, { bytes }] of crashed) {
    writeFileSync(join(folder, basename(path)), bytes);
  }
  const there = kept.filter(({ at }) => at <= count);
  const state = there[Math.floor(random() * (there.length + 1))];
  const before = join(recording.folder, "metrics.csv");
  const now = crashed.get(before);
  const untouched =
    state !== undefined &&
    now?.file === fileNamed(before, recorded.slice(0, state.at)) &&
    (now?.touched ?? Infinity) < state.at;
  const blob = state === undefined ? null : await movedState(state.blob, { log, csv, untouched });
  const given = await csvAfter(log, storeOf(blob));
  const isRight = given.state === "current" && existsSync(csv) && readFileSync(csv, "utf8") === moment?.csv;
  return {
    wrong: isRight ? "" : `not the reference's CSV, ${given.state}: ${given.message ?? ""}`,
    trusted: untouched,
  };
}

/** What the next start says of the CSV. */
async function csvAfter(log: string, state: BlobStore): Promise<CsvState> {
  const follower = new LogFollower(log, { engine, writeCsv: true, state });
  // Where what is there turns out to be different only while rows are added to it, the next look makes it again.
  const first = await follower.poll();
  const poll = first.csv.state === "missing" ? await follower.poll() : first;
  await follower.dispose();
  return poll.csv;
}
