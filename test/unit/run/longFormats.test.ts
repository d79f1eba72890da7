import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { Finding } from "../../../src/contract/model/finding.ts";
import { isLikeLog } from "../../../src/formats/discovery/findRuns.ts";
import { readRun } from "../../../src/formats/discovery/readRun.ts";
import type { RunLook, RunSource } from "../../../src/formats/model/format.ts";
import { usualLimits, type WindowLimits } from "../../../src/log/read/windows.ts";
import { reviewRun, type ReviewedRun } from "../../../src/review/reviewRun.ts";
import { Contracts } from "../../../src/run/contracts.ts";
import { Liveness } from "../../../src/run/liveness.ts";
import { longCheck } from "../../../src/run/longCheck.ts";
import { RunCheck } from "../../../src/run/runCheck.ts";
import { RunFolder } from "../../../src/run/runFolder.ts";
import { engine } from "../../engine.ts";
import { eventFile } from "../../reference/writers.ts";
import { otherFormats } from "../../testData.ts";
import { put, rowsOf, runsBelow, sourceOf } from "../formats/support.ts";

const folder = mkdtempSync(join(tmpdir(), "slopewise-long-formats-"));

afterAll(() => rmSync(folder, { recursive: true }));

interface Checked {
  readonly look: RunLook;
  readonly findings: readonly Finding[];
  readonly review: ReviewedRun["review"];
}

/** A run as the command line checks and reviews it. */
async function checkedBy(source: RunSource, limits: WindowLimits | null): Promise<Checked> {
  const runFolder = new RunFolder(source.files[0] ?? source.path, engine);
  const liveness = new Liveness(runFolder);
  const check = new RunCheck(source.path, {
    contracts: new Contracts(),
    folder: runFolder,
    liveness,
    format: source.format,
  });
  const loaded = await check.readContract();
  const reader = longCheck(check, loaded);
  const read = (): Promise<RunLook> =>
    readRun(source, { texts: false, ...(limits === null ? {} : { windows: { reader, limits } }) });
  let look = await read();
  while (!reader.holdsFor(look.table)) {
    look = await read();
  }
  const { table, problems } = look;
  const textsAt = (): Promise<ReadonlyMap<number, string>> => Promise.resolve(new Map());
  const { found, contract } = await check.check({ table, problems, textsAt, modified: 0 }, loaded);
  const { review } = reviewRun({ run: "run", log: source.path, table, contract, findings: [], growing: false });
  return { look, findings: found, review };
}

/** Windows so small that every log of more than a few records is read by them. */
const smallWindows = { records: 50, numbers: 500, windowRecords: 7, windowNumbers: 70, stretches: 2 ** 18 };

/** The runs below a folder, in whatever formats. */
function runsIn(root: string): Promise<readonly RunSource[]> {
  const labels = readdirSync(root, { recursive: true, encoding: "utf8" }).map((path) => path.replaceAll("\\", "/"));
  return runsBelow(root, labels.filter(isLikeLog), []);
}

const sources = await runsIn(otherFormats);

describe("a log of another tool that is read window by window", () => {
  it.each(sources.map((source) => [source.path.slice(otherFormats.length + 1), source.part, source] as const))(
    "gives the findings and the review of %s (%s), whose every record is kept",
    async (_, __, source) => {
      const [whole, windowed] = [await checkedBy(source, null), await checkedBy(source, smallWindows)];
      expect(windowed.findings).toEqual(whole.findings);
      expect(windowed.review).toEqual(whole.review);
      const { size, problems, settings, name } = windowed.look;
      expect({ size, problems, settings, name }).toEqual({
        size: whole.look.size,
        problems: whole.look.problems,
        settings: whole.look.settings,
        name: whole.look.name,
      });
    },
  );

  it("says that it is longer than is kept", async () => {
    const rows = Array.from({ length: 3000 }, (_, step) => `${step},${3 / (1 + step)}\n`);
    const source = await sourceOf(put(folder, "long/metrics.csv", `step,train_loss\n${rows.join("")}`));
    const { findings, look } = await checkedBy(source, { ...smallWindows, stretches: 500 });
    expect(look.table).toMatchObject({ records: 3000, stride: 8 });
    expect(findings[0]).toMatchObject({ code: "long-log", facts: { records: 3000, stride: 8 } });
  });

  it("puts event files of two folders together by their wall time, however long they are", async () => {
    const half = (tag: string, from: number): Uint8Array =>
      eventFile(
        1.7e9,
        Array.from({ length: 20_000 }, (_, step) => {
          return { tag, value: 3 / (1 + step), step, wallTime: 1.7e9 + 2 * step + from };
        }),
      );
    put(folder, "both/train/events.out.tfevents.1700000000.host.1.0", half("loss", 0));
    put(folder, "both/validation/events.out.tfevents.1700000000.host.2.0", half("loss", 1));
    const [source] = await runsIn(join(folder, "both"));
    if (source === undefined) {
      throw new Error("there is no run");
    }
    const [whole, windowed] = [await checkedBy(source, null), await checkedBy(source, usualLimits)];
    expect(windowed.look.table.records).toBe(40_000);
    expect(rowsOf(windowed.look.table)).toEqual(rowsOf(whole.look.table));
  });
});
