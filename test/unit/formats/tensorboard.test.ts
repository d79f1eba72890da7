import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { formatOf } from "../../../src/formats/discovery/formats.ts";
import { readRun } from "../../../src/formats/discovery/readRun.ts";
import { crc32c } from "../../../src/formats/wire/crc32c.ts";
import { otherFormats } from "../../testData.ts";
import { message, scalarEvent, tfRecord, versionEvent } from "../../reference/writers.ts";
import { put, readFile, rowsOf, runsBelow } from "./support.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "slopewise-events-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

const name = "events.out.tfevents.1700000000.host.1.0";

function file(...events: readonly Uint8Array[]): Buffer {
  return Buffer.concat([versionEvent(1.7e9), ...events]);
}

/** A value of TensorFlow 2: a tensor, its plugin named with the first value alone. */
function tensorEvent(tag: string, tensor: Uint8Array, step: number, isFirst: boolean): Buffer {
  const metadata = message([[1, message([[1, "scalars"]])]]);
  const value = message([[1, tag], [8, tensor], ...(isFirst ? ([[9, metadata]] as const) : [])]);
  return tfRecord(
    message([
      [1, 1.7e9 + step],
      [2, BigInt(step)],
      [5, message([[1, value]])],
    ]),
  );
}

describe("CRC-32C", () => {
  it.each([
    ["123456789", 0xe3069283],
    ["", 0],
    // RFC 3720, B.4: 32 bytes of zeros, and of ones.
    ["\0".repeat(32), 0x8a9136aa],
    ["\xff".repeat(32), 0x62a8ab43],
  ])("of %j is that of the standard", (text, wanted) => {
    const bytes = Buffer.from(text, "latin1");
    expect(crc32c(bytes, 0, bytes.length) >>> 0).toBe(wanted);
  });
});

describe("an event file", () => {
  it("joins what was logged at one step in a row, and begins a record where a tag repeats", async () => {
    const at = (step: number): { step: number; wallTime: number } => ({ step, wallTime: 100 + step });
    const { table } = await readFile(
      put(
        folder,
        name,
        file(
          scalarEvent("a", 1, at(0)),
          scalarEvent("b", 2, at(0)),
          scalarEvent("a", 3, at(0)),
          scalarEvent("b", 4, at(-1)),
        ),
      ),
    );
    expect(rowsOf(table)).toEqual([
      { step: 0, wall_time: 100, a: 1, b: 2 },
      { step: 0, wall_time: 100, a: 3 },
      { step: -1, wall_time: 99, b: 4 },
    ]);
  });

  it("holds the numbers of TensorFlow 2, whose plugin only the first value names", async () => {
    const float = Buffer.alloc(4);
    float.writeFloatLE(0.1);
    const double = Buffer.alloc(8);
    double.writeDoubleLE(0.1);
    const { table, float32 } = await readFile(
      put(
        folder,
        name,
        file(
          tensorEvent(
            "loss",
            message([
              [1, 1n],
              [4, float],
            ]),
            1,
            true,
          ),
          tensorEvent(
            "loss",
            message([
              [1, 1n],
              [5, float],
            ]),
            2,
            false,
          ),
          tensorEvent(
            "exact",
            message([
              [1, 2n],
              [4, double],
            ]),
            3,
            true,
          ),
          tensorEvent(
            "whole",
            message([
              [1, 9n],
              [10, Buffer.of(7)],
            ]),
            3,
            true,
          ),
          tensorEvent(
            "two",
            message([
              [1, 1n],
              [4, Buffer.concat([float, float])],
            ]),
            4,
            true,
          ),
        ),
      ),
    );
    expect([...(table.column("loss")?.values ?? [])]).toEqual([Math.fround(0.1), Math.fround(0.1)]);
    expect([...(table.column("exact")?.values ?? [])]).toEqual([0.1]);
    expect([...(table.column("whole")?.values ?? [])]).toEqual([7]);
    expect(table.keys).not.toContain("two");
    expect([float32.has("loss"), float32.has("exact"), float32.has("wall_time")]).toEqual([true, false, false]);
  });

  it("passes over images of any length, and over tensors that are no scalars", async () => {
    const image = tfRecord(
      message([
        [1, 1],
        [2, 5n],
        [
          5,
          message([
            [
              1,
              message([
                [1, "picture"],
                [4, Buffer.alloc(3e6, 7)],
              ]),
            ],
          ]),
        ],
      ]),
    );
    const after = scalarEvent("loss", 0.5, { step: 6, wallTime: 2 });
    const { table, problems } = await readFile(put(folder, name, file(image, image, after)));
    expect(rowsOf(table)).toEqual([{ step: 6, wall_time: 2, loss: 0.5 }]);
    expect(problems.first).toEqual([]);
  });

  it("loses a record whose checksum does not fit, and no other", async () => {
    const events = [1, 2, 3].map((step) => scalarEvent("loss", step, { step, wallTime: step }));
    const damaged = Buffer.from(events[1] ?? []);
    damaged[20] = (damaged[20] ?? 0) ^ 1;
    const { table, problems } = await readFile(
      put(folder, name, file(events[0] ?? damaged, damaged, events[2] ?? damaged)),
    );
    expect(rowsOf(table).map(({ step }) => step)).toEqual([1, 3]);
    expect(problems.first.map(({ kind, line }) => [kind, line])).toEqual([["bad-line", 3]]);
  });

  it("has the hyperparameters of its session", async () => {
    const { settings } = await readFile(
      join(otherFormats, "tensorboard/lightning-hparams/events.out.tfevents.1722352436.host.1382367.0"),
    );
    expect(Object.fromEntries(settings)).toMatchObject({
      lr: 0.0001,
      base_encoder: "resnet18",
      image_size: 256,
      use_early_stopping: 0,
    });
  });
});

describe("the event files of a run", () => {
  it("follow one another in the order in which they were begun, and later ones join", async () => {
    const at = (step: number): { step: number; wallTime: number } => ({ step, wallTime: step });
    put(
      folder,
      "run/events.out.tfevents.1700000100.host.1.0",
      file(scalarEvent("loss", 3, at(2)), scalarEvent("loss", 4, at(3))),
    );
    const first = put(
      folder,
      "run/events.out.tfevents.1700000000.host.1.0",
      file(scalarEvent("loss", 1, at(1)), scalarEvent("loss", 2, at(2))),
    );
    const labels = ["run/events.out.tfevents.1700000100.host.1.0", "run/events.out.tfevents.1700000000.host.1.0"];
    const [source, ...others] = await runsBelow(folder, labels, []);
    expect(others).toEqual([]);
    const reader = formatOf("tensorboard").open(
      source ?? { format: "tensorboard", path: "", files: [], part: null, name: null },
      { texts: false, ended: false },
    );
    const losses = async (): Promise<unknown> => [...((await reader.poll()).table.column("loss")?.values ?? [])];
    expect(await losses()).toEqual([1, 2, 3, 4]);
    put(folder, "run/events.out.tfevents.1700000200.host.1.0", file(scalarEvent("loss", 5, at(4))));
    expect(await losses()).toEqual([1, 2, 3, 4, 5]);
    expect((await reader.poll()).rebuilt).toBe(false);
    appendFileSync(first, scalarEvent("loss", 9, at(9)));
    const late = await reader.poll();
    expect(late).toMatchObject({ changed: true, rebuilt: true });
    expect([...(late.table.column("loss")?.values ?? [])]).toEqual([1, 2, 9, 3, 4, 5]);
  });

  it("are one where a folder for training stands next to one for validation", async () => {
    const at = (step: number, wallTime: number): { step: number; wallTime: number } => ({ step, wallTime });
    put(folder, `train/${name}`, file(scalarEvent("loss", 1, at(1, 10)), scalarEvent("loss", 2, at(2, 20))));
    put(folder, `validation/${name}`, file(scalarEvent("loss", 1.5, at(1, 15))));
    const runs = await runsBelow(folder, [`train/${name}`, `validation/${name}`], []);
    expect(runs.map(({ path, files }) => [path, files.length])).toEqual([[folder, 2]]);
    const { table } = await readRun(runs[0] ?? { format: "tensorboard", path: "", files: [], part: null, name: null }, {
      texts: false,
    });
    expect(rowsOf(table)).toEqual([
      { step: 1, wall_time: 10, "train/loss": 1 },
      { step: 1, wall_time: 15, "validation/loss": 1.5 },
      { step: 2, wall_time: 20, "train/loss": 2 },
    ]);
  });

  it("say that their tags are of validation, where only a folder of that name is there", async () => {
    put(folder, `validation/${name}`, file(scalarEvent("loss", 1.5, { step: 1, wallTime: 15 })));
    const [run] = await runsBelow(folder, [`validation/${name}`], []);
    if (run === undefined) {
      throw new Error("no run was found");
    }
    const { table } = await readRun(run, { texts: false });
    expect(rowsOf(table)).toEqual([{ step: 1, wall_time: 15, "validation/loss": 1.5 }]);
  });

  it("that a person names alone are read alone", async () => {
    const path = join(otherFormats, "tensorboard/lightning-two-files/events.out.tfevents.1681387154.host.12131.1");
    expect(readFileSync(path).length).toBeGreaterThan(0);
    expect((await readFile(path)).table.records).toBe(1);
  });

  it("are read where the path that a person names has .. in it", async () => {
    put(folder, `a/${name}`, file(scalarEvent("loss", 0.5, { step: 1, wallTime: 1.7e9 })));
    const { table } = await readFile(`${folder}/a/../a/${name}`);
    expect(rowsOf(table)).toEqual([{ step: 1, wall_time: 1.7e9, loss: 0.5 }]);
  });
});
