import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { SampleFile, sampleSource } from "../../../src/samples/sampleFiles.ts";
import { sampleParameters } from "../../../src/samples/sampleRun.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "slopewise-samples-"));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const parameters = sampleParameters({ scenario: "sound", epochs: 2, stepsPerEpoch: 50, seed: 1, run: 0 });

async function times(): Promise<readonly number[]> {
  const lines = (await readFile(join(folder, "metrics.jsonl"), "utf8")).trimEnd().split("\n");
  return lines.map((line) => (JSON.parse(line) as { readonly time: number }).time);
}

describe("a sample run that is being written", () => {
  test("holds the records up to a time, and none after it, without a gap", async () => {
    const file = await SampleFile.create(folder, sampleSource(parameters));
    expect(await file.append(10)).toBe(10);
    const limit = file.seconds + 12.3 * parameters.secondsPerStep;
    expect(await file.appendUntil(limit)).toBe(true);
    const before = await times();
    expect(before.length).toBeGreaterThan(15);
    expect(before.at(-1)).toBeLessThanOrEqual(limit);
    expect(await file.appendUntil(limit)).toBe(true);
    expect(await times()).toEqual(before);
    expect(await file.append(1)).toBe(1);
    expect((await times()).at(-1)).toBeGreaterThan(limit);
    expect(await file.appendUntil(Infinity)).toBe(false);
    await file.close();
    const all = await times();
    expect(all).toHaveLength(100);
    expect([...all].sort((one, other) => one - other)).toEqual(all);
  });
});
