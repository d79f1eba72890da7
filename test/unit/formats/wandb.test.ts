import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { formatOf } from "../../../src/formats/discovery/formats.ts";
import { otherFormats } from "../../testData.ts";
import { historyRecord, message, runRecord, wandbFile } from "../../reference/writers.ts";
import { put, readFile, rowsOf, sourceOf, runsBelow } from "./support.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "slopewise-wandb-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

const file = "run-1.wandb";

describe("a .wandb file", () => {
  it("holds rows of numbers, nested ones too, and no media", async () => {
    const rows = [
      historyRecord(0, {
        loss: 1.5,
        näme: 2,
        inner: { a: 1, b: { c: 2 } },
        picture: { _type: "image-file", size: 7 },
        note: "hi",
      }),
      // A step of its own counts before one among the values.
      historyRecord(7, { _step: 3, loss: -0.25 }),
    ];
    const { table, texts, name } = await readFile(
      put(folder, file, wandbFile([runRecord("id", "fine-run-1"), ...rows])),
    );
    expect(rowsOf(table)).toEqual([
      { _step: 0, loss: 1.5, näme: 2, "inner.a": 1, "inner.b.c": 2 },
      { _step: 7, loss: -0.25 },
    ]);
    expect([...texts.keys()]).toEqual(["note"]);
    expect(name).toBe("fine-run-1");
  });

  it("has its config as settings, without W&B's own", async () => {
    const item = (key: string, json: string): Buffer =>
      message([
        [
          1,
          message([
            [1, key],
            [16, json],
          ]),
        ],
      ]);
    const config = message([
      [
        17,
        message([
          [1, "id"],
          [4, Buffer.concat([item("lr", '{"value": 0.1, "desc": null}'), item("_wandb", "{}")])],
        ]),
      ],
    ]);
    const later = message([[5, item("epochs", "3")]]);
    const { settings } = await readFile(put(folder, file, wandbFile([config, later])));
    expect(Object.fromEntries(settings)).toEqual({ lr: 0.1, epochs: 3 });
  });

  it("passes over console output and files of any length, in as many blocks as they take", async () => {
    const output = message([[4, Buffer.alloc(9 * 1024 * 1024, 65)]]);
    const code = message([[6, Buffer.alloc(100_000, 66)]]);
    const { table, problems } = await readFile(
      put(folder, file, wandbFile([output, historyRecord(1, { loss: 1 }), code, historyRecord(2, { loss: 2 })])),
    );
    expect(rowsOf(table).map(({ loss }) => loss)).toEqual([1, 2]);
    expect(problems.first).toEqual([]);
  });

  it("may end anywhere: behind its header, at the end of a block, in a record; what is whole is read, once", async () => {
    const records = Array.from({ length: 900 }, (_, step) =>
      historyRecord(step, { loss: 1 / (step + 1), "a/longer/name": step }),
    );
    const bytes = wandbFile([runRecord("id", "n"), ...records]);
    const path = put(folder, file, bytes);
    const source = await sourceOf(path);
    writeFileSync(path, bytes.subarray(0, 7));
    const reader = formatOf("wandb").open(source, { texts: false, ended: false });
    expect((await reader.poll()).table.records).toBe(0);
    let end = 7;
    for (const next of [32_768, 40_000, 65_535, 65_536, 65_537, bytes.length]) {
      appendFileSync(path, bytes.subarray(end, next));
      end = Math.min(next, bytes.length);
      const { table, problems } = await reader.poll();
      expect([...(table.column("_step")?.values ?? [])]).toEqual(
        Array.from({ length: table.records }, (_, step) => step),
      );
      expect(problems.first).toEqual([]);
    }
    expect((await reader.poll()).table.records).toBe(900);
  });

  it("that begins with its header alone is a run without records", async () => {
    const path = put(folder, file, readFileSync(join(otherFormats, "wandb/live/run-wm3live.wandb")).subarray(0, 7));
    expect(await readFile(path)).toMatchObject({ table: { records: 0 }, changed: true });
  });
});

describe("the folders of a run that was resumed", () => {
  const labels = [
    "wandb/run-20240102_000000-abc/run-abc.wandb",
    "wandb/run-20240101_000000-abc/run-abc.wandb",
    "wandb/run-20240101_000000-xyz/run-xyz.wandb",
  ];

  it("are one run by its id, in the order of their times", async () => {
    const parts = [
      [runRecord("abc", "mine"), historyRecord(5, { loss: 2 })],
      [runRecord("abc", "mine"), historyRecord(4, { loss: 3 })],
      [runRecord("xyz", "other"), historyRecord(0, { loss: 9 })],
    ];
    labels.forEach((label, index) => put(folder, label, wandbFile(parts[index] ?? [])));
    const runs = await runsBelow(folder, labels, []);
    expect(runs.map(({ name, files }) => [name, files.length])).toEqual([
      ["mine", 2],
      ["other", 1],
    ]);
    const [source] = runs;
    const reader = formatOf("wandb").open(source ?? (await sourceOf(join(folder, labels[0] ?? ""))), {
      texts: false,
      ended: false,
    });
    expect(rowsOf((await reader.poll()).table).map(({ _step: step }) => step)).toEqual([4, 5]);
    const grown = wandbFile([...(parts[0] ?? []), historyRecord(6, { loss: 1 })]);
    writeFileSync(join(folder, labels[0] ?? ""), grown);
    const look = await reader.poll();
    expect(look).toMatchObject({ changed: true, rebuilt: false });
    expect(rowsOf(look.table).map(({ _step: step }) => step)).toEqual([4, 5, 6]);
  });
});
