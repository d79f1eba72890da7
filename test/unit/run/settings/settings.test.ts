import { mkdtemp, mkdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { flattenSettings } from "../../../../src/run/settings/flattenSettings.ts";
import { folderSettings } from "../../../../src/run/settings/folderSettings.ts";
import { parseSettings } from "../../../../src/run/settings/parseSettings.ts";
import { readSettings } from "../../../../src/run/settings/readSettings.ts";

const plain = (settings: ReadonlyMap<string, unknown>): Record<string, unknown> => Object.fromEntries(settings);

describe("settings of a file", () => {
  it("flatten to dotted keys, lists to their text", () => {
    const config = { lr: 0.1, model: { depth: 12, name: "vit" }, betas: [0.9, 0.95], amp: true, none: null, empty: {} };
    expect(plain(flattenSettings(config))).toEqual({
      lr: 0.1,
      "model.depth": 12,
      "model.name": "vit",
      betas: "[0.9, 0.95]",
      amp: true,
    });
  });

  it("of W&B are freed from their descriptions", () => {
    expect(plain(flattenSettings({ lr: { value: 0.1, desc: null }, value: { value: 3 } }))).toEqual({
      lr: 0.1,
      value: 3,
    });
  });

  it("are bounded in number, depth and length", () => {
    const wide = Object.fromEntries(Array.from({ length: 5_000 }, (_, i) => [`k${i}`, i]));
    expect(flattenSettings(wide).size).toBe(1_000);
    const deep = Array.from({ length: 100 }).reduce<unknown>((inner) => ({ a: inner }), 1);
    expect(flattenSettings(deep).size).toBe(0);
    expect(String(flattenSettings({ text: "x".repeat(10_000) }).get("text"))).toHaveLength(200);
    expect(
      String(flattenSettings({ list: Array.from({ length: 10_000 }, (_, i) => i) }).get("list")).length,
    ).toBeLessThanOrEqual(200);
  });

  it("are read from YAML with Python's tags, anchors and several documents", () => {
    const text = "a: &x {lr: 0.1}\nb: *x\nc: !!python/tuple [1, 2]\n---\nd: 1e-4\n";
    expect(plain(parseSettings("hparams.yaml", text))).toEqual({
      "a.lr": 0.1,
      "b.lr": 0.1,
      c: "[1, 2]",
      d: expect.anything() as unknown,
    });
  });

  it("of a file that is not what its name says are none", () => {
    expect(parseSettings("config.json", "{").size).toBe(0);
    expect(parseSettings("config.json", "[".repeat(100_000)).size).toBe(0);
    expect(parseSettings("config.yaml", "a: [1").size).toBe(0);
    const bomb = [
      "a: &a [1,2,3,4,5,6,7,8,9]",
      ..."bcdefghi".split("").map((name, i) => `${name}: &${name} [${`*${"abcdefgh"[i] ?? ""},`.repeat(9)}]`),
    ].join("\n");
    expect([...parseSettings("config.yaml", bomb).values()].every((value) => String(value).length <= 200)).toBe(true);
  });

  it("keep names such as constructor as names", () => {
    expect([...parseSettings("config.json", '{"__proto__": 1, "constructor": 2}').keys()]).toEqual(["constructor"]);
  });
});

describe("settings in the names of folders", () => {
  it.each([
    ["lr0.1_wd1e-4/seed-3", { lr: 0.1, wd: 1e-4, seed: 3 }],
    ["lr=0.1,optim=adamw", { lr: 0.1, optim: "adamw" }],
    ["lr-0.1-wd-0.01", { lr: 0.1, wd: 0.01 }],
    ["lr3/seed-007", { lr: 3, seed: 7 }],
    ["resnet20_v1", {}],
    ["baseline/version_3", {}],
    ["", {}],
  ])("%s", (path, expected) => {
    expect(plain(folderSettings(path))).toEqual(expected);
  });
});

describe("the settings of a run", () => {
  let root = "";
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), "settings-"));
    await mkdir(join(root, "lr0.1/seed-1/.hydra"), { recursive: true });
  });
  afterEach(() => rm(root, { recursive: true }));

  const log = (): string => join(root, "lr0.1/seed-1/metrics.jsonl");

  it("come from the first file that has a key, with its name", async () => {
    await writeFile(join(root, "lr0.1/seed-1/config.json"), '{"lr": 0.2}');
    await writeFile(join(root, "lr0.1/seed-1/.hydra/config.yaml"), "lr: 0.3\nwd: 0.01\n");
    expect(plain(await readSettings(log(), root))).toEqual({
      lr: { value: 0.2, source: "config.json" },
      wd: { value: 0.01, source: ".hydra/config.yaml" },
    });
  });

  it("come from the folders' names where no file stands next to the log", async () => {
    expect(plain(await readSettings(log(), root))).toEqual({
      lr: { value: 0.1, source: "lr0.1/seed-1" },
      seed: { value: 1, source: "lr0.1/seed-1" },
    });
  });

  it("are none where what stands there cannot be read", async () => {
    await mkdir(join(root, "other/config.json"), { recursive: true });
    expect((await readSettings(join(root, "other/metrics.jsonl"), root)).size).toBe(0);
  });
});
