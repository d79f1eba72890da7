import "./recordingDisk.ts";
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { UnusableFileError } from "../../src/log/files/nearestFile.ts";
import { editReviewFile, readReviewFile } from "../../src/run/reviewFiles.ts";
import { judgmentOf, reviewFileName, reviewText } from "../../src/sweep/verdicts/reviewFile.ts";
import { crashState } from "./crashState.ts";
import { documentNames, versionIn, writeDocuments } from "./documentFiles.ts";
import { bundleReader } from "./killRounds.ts";
import { randomNumbers } from "./randomNumbers.ts";
import { record, recorded } from "./recordedDisk.ts";
import { rounds, timeLimit } from "./scale.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "slopewise-documents-"));
});

afterEach(() => {
  record(null);
  rmSync(folder, { recursive: true, force: true });
});

async function versionsIn(place: string): Promise<readonly (number | null)[]> {
  return Promise.all(
    documentNames.map(async (name) => {
      const path = join(place, name);
      return existsSync(path) ? await versionIn(name, readFileSync(path)) : -1;
    }),
  );
}

describe("verdicts, parts and reports", () => {
  it(
    "are whole after their writer was killed, and never older than before, and the next one leaves nothing behind",
    async () => {
      const program = join(folder, "writer.mjs");
      await bundleReader("writeUntilKilled.ts", program);
      const place = join(folder, "sweep");
      mkdirSync(place);
      await writeDocuments(place, 0);
      const random = randomNumbers(5);
      let known = 0;
      for (let round = 0; round < rounds(20); round += 1) {
        const child = spawn(process.execPath, [program, place, String(known + 1)], {
          stdio: ["ignore", "pipe", "inherit"],
        });
        await new Promise((resolve) => child.stdout.once("data", resolve));
        const ended = new Promise((resolve) => child.once("exit", resolve));
        await pause(random() * 60);
        child.kill("SIGKILL");
        await ended;
        const versions = await versionsIn(place);
        expect(versions, `round ${round}`).not.toContain(null);
        expect(Math.min(...versions.map(Number)), `round ${round}`).toBeGreaterThanOrEqual(known);
        known = Math.max(...versions.map(Number));
        await writeDocuments(place, known);
        expect(readdirSync(place).sort(), `round ${round}`).toEqual([...documentNames].sort());
      }
    },
    timeLimit(),
  );

  it(
    "are the old or the new one after a loss of power",
    async () => {
      recorded.length = 0;
      record(folder);
      for (let version = 0; version < 5; version += 1) {
        await writeDocuments(folder, version);
      }
      record(null);
      const random = randomNumbers(6);
      const place = join(folder, "after");
      for (let state = 0; state < rounds(200); state += 1) {
        const count = 1 + Math.floor(random() * recorded.length);
        rmSync(place, { recursive: true, force: true });
        mkdirSync(place);
        for (const [path, { bytes }] of crashState(recorded.slice(0, count), random)) {
          writeFileSync(join(place, basename(path)), bytes);
        }
        expect(await versionsIn(place), `state ${state} after ${count} operations`).not.toContain(null);
      }
    },
    timeLimit(),
  );

  it(
    "hold what was said last of each run, whoever else writes to them, and broken ones are left as they are",
    async () => {
      const runs = fc.constantFrom("a/metrics.jsonl", "b/metrics.jsonl", "__proto__/metrics.jsonl", "\u202ec/m.jsonl");
      const note = fc.string({ unit: "binary", maxLength: 20 });
      const step = fc.oneof(
        fc.record({ kind: fc.constant("judge" as const), run: runs, note }),
        fc.record({ kind: fc.constantFrom("lay out", "delete", "break", "add a field") }),
      );
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
          const path = join(folder, reviewFileName);
          rmSync(path, { force: true });
          const said = new Map<string, string>();
          let isBroken = false;
          for (const [at, one] of steps.entries()) {
            if (one.kind === "judge" && "run" in one) {
              const before = existsSync(path) ? readFileSync(path, "utf8") : null;
              const change = { verdict: "accept", note: one.note } as const;
              const edit = editReviewFile(path, { logs: [join(folder, one.run)], change, now: `2026-01-01 ${at}` });
              await (isBroken ? expect(edit).rejects.toThrow(UnusableFileError) : edit);
              if (isBroken) {
                expect(readFileSync(path, "utf8")).toBe(before);
              } else {
                said.set(one.run, one.note);
              }
            } else if (one.kind === "delete") {
              rmSync(path, { force: true });
              said.clear();
              isBroken = false;
            } else if (one.kind === "break") {
              writeFileSync(path, '{"a": ');
              said.clear();
              isBroken = true;
            } else if (existsSync(path) && !isBroken) {
              await rewrite(path, one.kind);
            }
          }
          const read = await readReviewFile(path);
          expect(read?.ok).toBe(isBroken ? false : existsSync(path) ? true : undefined);
          for (const [run, text] of said) {
            expect(read?.ok === true && judgmentOf(read.file, run)?.note).toBe(text);
          }
        }),
        { numRuns: rounds(25) },
      );
    },
    timeLimit(),
  );
});

/** What another program, or another version, makes of a file of verdicts. */
async function rewrite(path: string, kind: string): Promise<void> {
  if (kind === "lay out") {
    writeFileSync(
      path,
      JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(readFileSync(path, "utf8")) as object)), null, 4),
    );
    return;
  }
  const read = await readReviewFile(path);
  if (read?.ok === true) {
    const entries = [...read.file.entries].map(([run, entry]) => [run, { ...entry, stars: 5 }] as const);
    writeFileSync(path, reviewText({ entries: new Map(entries) }));
  }
}
