import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { TableBuilder } from "../../../src/formats/table/tableBuilder.ts";
import { ByteKeys } from "../../../src/formats/wire/byteKeys.ts";
import { MlflowStore } from "../../reference/stores.ts";
import { eventFile, historyRecord, wandbFile } from "../../reference/writers.ts";
import { put, readFile } from "./support.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "slopewise-names-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

/** So many names of as many characters each, which differ at their ends alone. */
function longNames(count: number, length: number): readonly string[] {
  return Array.from({ length: count }, (_, at) => "k".repeat(length - 8) + String(at).padStart(8, "0"));
}

const names = [...longNames(20, 17_000), ...longNames(3, 4097)];

const cases: Readonly<Record<string, () => string>> = {
  "tags of event files": () =>
    put(
      folder,
      "events.out.tfevents.1700000000.host.1.0",
      eventFile(
        1.7e9,
        [1, 2].flatMap((step) => names.map((tag) => ({ tag, value: step, step, wallTime: step }))),
      ),
    ),
  "keys of .wandb files": () =>
    put(
      folder,
      "run-1.wandb",
      wandbFile([1, 2].map((step) => historyRecord(step, Object.fromEntries(names.map((name) => [name, step]))))),
    ),
  "keys of MLflow's database": () => {
    const path = join(folder, "mlflow.db");
    const store = new MlflowStore(path);
    store.atOnce(() => [1, 2].forEach((step) => names.forEach((name) => store.add(name, step, { step }))));
    store.close();
    return path;
  },
  "a header of a CSV": () =>
    put(
      folder,
      "progress.csv",
      `step,loss,${names.join()}\n${[1, 2].map((step) => `${step},1,${names.map(() => step).join()}\n`).join("")}`,
    ),
};

describe("names without end", () => {
  it.each(Object.keys(cases))("are columns of their own under shortened names: %s", async (name) => {
    const { table } = await readFile(cases[name]?.() ?? "");
    const long = table.keys.filter((key) => key.startsWith("kkk"));
    expect(long).toHaveLength(names.length);
    expect(Math.max(...long.map(({ length }) => length))).toBeLessThan(200);
    for (const key of long) {
      expect([...(table.column(key)?.values ?? [])]).toEqual([1, 2]);
    }
  });

  it("are found as fast as short ones: no text is looked up that V8 does not hash as a whole", () => {
    const looked = vi.spyOn(Map.prototype, "get");
    const builder = new TableBuilder({ texts: false });
    names.forEach((name) => builder.slot(name));
    const lengths = looked.mock.calls.map(([key]) => (typeof key === "string" ? key.length : 0));
    looked.mockRestore();
    expect(lengths.length).toBeGreaterThanOrEqual(names.length);
    expect(Math.max(...lengths)).toBeLessThan(16_384);
  });
});

/** FNV-1a of a text, from a beginning. */
function fnv(text: string, from: number): number {
  return Buffer.from(text).reduce((sum, byte) => Math.imul(sum ^ byte, 0x01000193), from);
}

/** Pairs of texts, each of which leads from the sum after those before it to one and the same: found by trying. */
const pairs = "7yzx e6ad 33zx epad 33zx epad 33zx epad 33zx epad 33zx epad 33zx epad 33zx epad 33zx epad".split(" ");

/** 512 names of one length that all have one sum by FNV-1a from its usual beginning. */
function colliding(): readonly string[] {
  let all = [""];
  for (let at = 0; at < pairs.length; at += 2) {
    all = all.flatMap((name) => pairs.slice(at, at + 2).map((part) => name + part));
  }
  return all;
}

describe("names made to fall into one place of a table", () => {
  it("fall apart: none is compared with all others", () => {
    const all = colliding();
    expect(new Set(all.map((name) => fnv(name, 0x811c9dc5))).size).toBe(1);
    const keys = new ByteKeys<string>();
    let reads = 0;
    const find = (name: string): string => {
      const bytes = new Proxy(Buffer.from(name), {
        get: (target, key): unknown => {
          reads += 1;
          const value: unknown = Reflect.get(target, key);
          return typeof value === "function" ? (value.bind(target) as unknown) : value;
        },
      });
      return keys.get(bytes, [0, name.length], () => `of ${name}`);
    };
    expect(all.map(find)).toEqual(all.map((name) => `of ${name}`));
    expect(all.map(find)).toEqual(all.map((name) => `of ${name}`));
    const letters = all.length * (all[0]?.length ?? 0);
    expect(reads).toBeLessThan(8 * letters);
  });
});
