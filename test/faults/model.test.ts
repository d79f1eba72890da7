import { appendFileSync, existsSync, renameSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Poll } from "../../src/log/follow/poll.ts";
import { lines } from "./logLines.ts";
import { rounds, timeLimit } from "./scale.ts";
import { Scene } from "./scene.ts";

/**
 * One thing that happens to a run folder. The model is the log itself: after a look, the CSV has to be what the
 * reference converter gives for it.
 */
type Happening = (scene: Scene, step: number) => Promise<void> | void;

const happenings: Readonly<Record<string, Happening>> = {
  append: (scene, step) => appendFileSync(scene.log, lines(step, 3)),
  appendMany: (scene, step) => appendFileSync(scene.log, lines(step, 3000)),
  appendHalf: (scene, step) => appendFileSync(scene.log, `{"step": ${step}, "lo`),
  appendNewline: (scene) => appendFileSync(scene.log, "\n"),
  appendBad: (scene) => appendFileSync(scene.log, "{]\n"),
  appendKey: (scene, step) => appendFileSync(scene.log, `{"key_${step % 7}": "a,b", "nested": {"x": [1, 2]}}\n`),
  appendRepeated: (scene) => appendFileSync(scene.log, '{"loss": 1, "step": 2, "loss": 3}\n'),
  truncate: (scene) => whenThere(scene.log, () => truncateSync(scene.log)),
  cut: (scene, step) => whenThere(scene.log, () => truncateSync(scene.log, step % 100)),
  rewriteLonger: (scene, step) => writeFileSync(scene.log, lines(0, 1) + lines(step, 500)),
  rotate: (scene) => whenThere(scene.log, () => renameSync(scene.log, `${scene.log}.1`)),
  remove: (scene) => rmSync(scene.log, { force: true }),
  removeCsv: (scene) => rmSync(scene.csv, { force: true }),
  cutCsv: (scene, step) => whenThere(scene.csv, () => truncateSync(scene.csv, step % 50)),
  look: async (scene) => {
    await scene.follower.poll();
  },
  restart: (scene) => scene.restart(),
  crash: (scene) => scene.crash(),
};

function whenThere(path: string, act: () => void): void {
  if (existsSync(path)) {
    act();
  }
}

const name = fc.constantFrom(...Object.keys(happenings));

describe("random sequences of what happens to a log", () => {
  it(
    "ends with the reference's CSV, whatever the order (500 sequences)",
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(name, { minLength: 1, maxLength: 25 }), async (names) => {
          const scene = new Scene();
          try {
            for (const [index, each] of names.entries()) {
              await happenings[each]?.(scene, 10 * index);
            }
            await settle(scene);
            await scene.follower.dispose();
            expect(scene.leftovers()).toEqual([]);
          } finally {
            rmSync(scene.folder, { recursive: true, force: true });
          }
        }),
        { numRuns: rounds(500) },
      );
    },
    timeLimit(),
  );
});

/** Several looks: NUL bytes are looked at more than once before they are believed. */
async function looks(scene: Scene): Promise<Poll> {
  for (let look = 0; look < 5; look += 1) {
    await scene.follower.poll();
  }
  return scene.follower.poll();
}

/** After a few looks the CSV is the log's, or one that holds rows of an older log and is left alone, which is said. */
async function settle(scene: Scene): Promise<void> {
  let poll = await looks(scene);
  expect(poll.gone).toBe(!existsSync(scene.log));
  if (poll.gone) {
    return;
  }
  if (poll.csv.state !== "current") {
    // A reader that was killed could not note that it wrote this file, and the log it was made from is gone.
    expect(["stale", "foreign"]).toContain(poll.csv.state);
    rmSync(scene.csv);
    poll = await looks(scene);
  }
  expect(poll.csv.state).toBe("current");
  expect(scene.csvText()).toBe(scene.reference());
}
