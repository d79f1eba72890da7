import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { formatOf } from "../../../src/formats/discovery/formats.ts";
import type { RunLook, RunSource } from "../../../src/formats/model/format.ts";
import { continues } from "../../../src/formats/table/continues.ts";
import { formatNames } from "../../../src/run/formatNames.ts";
import { SampleFile, sampleSource, type SampleSource } from "../../../src/samples/sampleFiles.ts";
import { sampleFormats, scenariosOf, type SampleFormat } from "../../../src/samples/formats/sampleFormats.ts";
import { sampleParameters, type Scenario } from "../../../src/samples/sampleRun.ts";
import { readRoles } from "../../../src/series/roles/roles.ts";
import { runsBelow } from "../formats/support.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "slopewise-sample-formats-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

const length = { epochs: 6, stepsPerEpoch: 40, seed: 3, run: 0 };

function sourceOf(format: SampleFormat, scenario: Scenario = "sound"): SampleSource {
  return { ...sampleSource(sampleParameters({ ...length, scenario })), format };
}

/** Paths of all files below a folder, with `/`. */
function filesBelow(root: string): readonly string[] {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort();
}

/** The one run that is in a folder. */
async function runIn(root: string): Promise<RunSource> {
  const runs = await runsBelow(root, filesBelow(root), []);
  const [run] = runs;
  if (run === undefined || runs.length > 1) {
    throw new Error(`${root} holds ${runs.length} runs`);
  }
  return run;
}

async function written(format: SampleFormat, scenario: Scenario = "sound"): Promise<string> {
  const path = join(folder, "run");
  const file = await SampleFile.create(path, sourceOf(format, scenario));
  await file.append(Infinity);
  await file.close();
  return path;
}

async function lookAt(run: RunSource, ended: boolean): Promise<RunLook> {
  return formatOf(run.format).open(run, { texts: false, ended }).poll();
}

/** The values of the column that plays a role. */
function values({ format }: RunSource, { table }: RunLook, role: "trainLoss" | "valLoss"): readonly number[] {
  const column = readRoles(table, { format: formatNames(format, table.keys) })[role]?.column;
  return [...(table.column(column ?? "")?.values ?? [])];
}

describe.each(sampleFormats)("a sample run in the format %s", (format) => {
  it("is a sound log of that format, with its losses", async () => {
    const run = await runIn(await written(format));
    expect(run.format).toBe(format);
    const look = await lookAt(run, true);
    expect(look.problems.counts["bad-line"]).toBe(0);
    const losses = values(run, look, "trainLoss");
    expect(losses.length).toBeGreaterThanOrEqual(length.epochs);
    expect(losses.at(-1)).toBeLessThan(losses[0] ?? 0);
    // Reinforcement learning has no validation set.
    expect(values(run, look, "valLoss").length >= length.epochs).toBe(format !== "stable-baselines3");
  });

  it("is the same, to the byte, for the same options", async () => {
    const bytes = async (): Promise<unknown> => {
      const root = await written(format);
      const all = filesBelow(root).map((file) => [file, readFileSync(join(root, file), "latin1")]);
      rmSync(root, { recursive: true });
      return all;
    };
    const first = await bytes();
    expect(await bytes()).toEqual(first);
  });

  it("grows as its tool's logs do: whoever follows it has it once and whole", async () => {
    const path = join(folder, "run");
    const file = await SampleFile.create(path, sourceOf(format));
    await file.append(2 * length.stepsPerEpoch + 3);
    const run = await runIn(path);
    const reader = formatOf(run.format).open(run, { texts: false, ended: false });
    let records = (await reader.poll()).table.records;
    for (let more = length.stepsPerEpoch / 2; more > 0; more -= 1) {
      await file.append(9);
      await reader.poll();
      // What was rewritten at once is believed at the next look.
      const { table } = await reader.poll();
      expect(table.records).toBeGreaterThanOrEqual(records);
      records = table.records;
    }
    await file.append(Infinity);
    await file.close();
    await reader.poll();
    const { table, problems } = await reader.poll();
    const whole = await lookAt(await runIn(path), false);
    expect([table.records, table.keys]).toEqual([whole.table.records, whole.table.keys]);
    expect(continues(whole.table, table)).toBe(true);
    expect(problems.counts["bad-line"]).toBe(0);
  });

  it.each(scenariosOf(format).filter((scenario) => scenario === "nan" || scenario === "diverged"))(
    "shows what is wrong: %s",
    async (scenario) => {
      const run = await runIn(await written(format, scenario));
      const losses = values(run, await lookAt(run, true), "trainLoss");
      const last = losses.at(-1) ?? 0;
      expect(scenario === "nan" ? Number.isNaN(last) : last > (losses[0] ?? 0)).toBe(true);
    },
  );

  it("is not written into a folder that holds something", async () => {
    writeFileSync(join(folder, "mine.txt"), "mine");
    await expect(SampleFile.create(folder, sourceOf(format))).rejects.toThrow("is not empty");
    expect(filesBelow(folder)).toEqual(["mine.txt"]);
  });
});

describe("a sample run that is resumed", () => {
  it("goes on in another event file, as torch's does", async () => {
    const path = await written("tensorboard", "resumed");
    expect(filesBelow(path).filter((file) => file.includes("tfevents"))).toHaveLength(2);
    const run = await runIn(path);
    const steps = [...((await lookAt(run, true)).table.column("step")?.values ?? [])];
    expect(steps.some((step, row) => step < (steps[row - 1] ?? 0))).toBe(true);
  });
});

describe("a sample run by test-tube, Lightning or Stable-Baselines3", () => {
  it("is rewritten when a metric is new", async () => {
    const file = await SampleFile.create(join(folder, "run"), sourceOf("lightning"));
    await file.append(9);
    const header = (): string => readFileSync(file.path, "utf8").split("\r\n", 1)[0] ?? "";
    await file.append(1);
    await file.close();
    expect(header()).toBe("epoch,step,train_loss,val_acc,val_loss");
  });

  it("has what was logged before padded in place", async () => {
    const file = await SampleFile.create(join(folder, "run"), sourceOf("stable-baselines3"));
    await file.append(10);
    const before = readFileSync(file.path, "utf8").trimEnd().split("\n");
    await file.append(10);
    await file.close();
    const after = readFileSync(file.path, "utf8").trimEnd().split("\n");
    expect(after.slice(0, 2)).toEqual([`${before[0]},train/learning_rate,train/loss`, `${before[1]},,`]);
  });
});
