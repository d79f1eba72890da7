import { engine } from "../../../engine.ts";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { convertLog } from "../../../../src/log/convert/convertLog.ts";
import { isTooWide, leastCsvBytes } from "../../../../src/log/csv/csvWidth.ts";
import { LogFollower } from "../../../../src/log/follow/logFollower.ts";
import { referenceConvert } from "../../../reference/referenceConverter.ts";

const mebibyte = 1024 * 1024;

let folder = "";
let log = "";
let csv = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "slopewise-wide-"));
  log = join(folder, "metrics.jsonl");
  csv = join(folder, "metrics.csv");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** So many records, each with a key of its own. */
function newKeys(records: number): string {
  return Array.from({ length: records }, (_, key) => `{"k${key}":1}\n`).join("");
}

/** So many make a CSV just over 64 MiB: each row has a separator for each. */
const tooMany = 8200;

const asked = { force: false, includeIncomplete: true };

describe("isTooWide", () => {
  const keys = Array.from({ length: 1000 }, (_, key) => `k${key}`);

  it("bounds a CSV by 64 MiB or 64 times the log, whichever is more", () => {
    expect(isTooWide({ records: 65_000, keys, bytes: 0 })).toBe(false);
    expect(isTooWide({ records: 68_000, keys, bytes: 0 })).toBe(true);
    expect(isTooWide({ records: 68_000, keys, bytes: 2 * mebibyte })).toBe(false);
    expect(isTooWide({ records: 136_000, keys, bytes: 2 * mebibyte })).toBe(true);
  });

  it("counts what the CSV has at the least, its header included", () => {
    const text = `${newKeys(40)}{"k0":1,"${"n".repeat(4000)}":2}\n`;
    const given = referenceConvert(Buffer.from(text), { includeIncomplete: false });
    const names = [...Array.from({ length: 40 }, (_, key) => `k${key}`), "n".repeat(4000)];
    const least = leastCsvBytes({ records: 41, keys: names });
    expect(least).toBeLessThanOrEqual(given.length);
    expect(least).toBeGreaterThan(given.length - text.length);
  });
});

describe("a log with a new key in every record", () => {
  it("is not converted without being asked for, leaves nothing, and says how large it would be", async () => {
    writeFileSync(log, newKeys(tooMany));
    const result = await convertLog(log, { engine, ...asked });
    expect(result).toMatchObject({ state: "tooWide", rows: tooMany, columns: tooMany });
    expect(result.leastBytes).toBeGreaterThan(tooMany ** 2);
    expect(readdirSync(folder)).toEqual(["metrics.jsonl"]);
    writeFileSync(csv, "mine\n");
    expect((await convertLog(log, { engine, ...asked, wide: true })).state).toBe("foreign");
    expect(readFileSync(csv, "utf8")).toBe("mine\n");
    expect((await convertLog(log, { engine, ...asked, force: true })).state).toBe("written");
    expect(statSync(csv).size).toBeGreaterThan(result.leastBytes);
  });

  it("is converted where that is small", async () => {
    writeFileSync(log, newKeys(1000));
    expect((await convertLog(log, { engine, ...asked })).state).toBe("written");
  });

  it("gets no CSV while it is followed, by a first look as by later ones, and leaves nothing", async () => {
    writeFileSync(log, newKeys(200));
    const follower = new LogFollower(log, { engine, writeCsv: true });
    try {
      expect((await follower.poll()).csv.state).toBe("current");
      const before = readFileSync(csv);
      writeFileSync(log, newKeys(tooMany));
      const poll = await follower.poll();
      expect([poll.csv.state, poll.table.records]).toEqual(["tooWide", tooMany]);
      expect(readFileSync(csv).equals(before)).toBe(true);
      writeFileSync(log, newKeys(tooMany + 1));
      expect(await follower.poll()).toMatchObject({ csv: { state: "tooWide" }, rebuilt: false });
      const first = new LogFollower(log, { engine, writeCsv: true, csvPath: join(folder, "other.csv") });
      expect((await first.poll()).csv.state).toBe("tooWide");
      await first.dispose();
      expect(readdirSync(folder).sort()).toEqual(["metrics.csv", "metrics.jsonl"]);
    } finally {
      await follower.dispose();
    }
  });

  it("gets one again once it is an ordinary log", async () => {
    writeFileSync(log, newKeys(tooMany));
    const follower = new LogFollower(log, { engine, writeCsv: true });
    try {
      expect((await follower.poll()).csv.state).toBe("tooWide");
      const text = `${"{}\n".repeat(10)}{"a":1}\n`;
      writeFileSync(log, text);
      await follower.poll();
      expect((await follower.poll()).csv.state).toBe("current");
      expect(readFileSync(csv, "utf8")).toBe(referenceConvert(Buffer.from(text), { includeIncomplete: false }));
    } finally {
      await follower.dispose();
    }
  });

  it("is judged the same by a reader that was away", async () => {
    const blobs = new Map<string, Uint8Array>();
    const state = {
      read: (key: string) => Promise.resolve(blobs.get(key) ?? null),
      write: (key: string, blob: Uint8Array) => Promise.resolve(void blobs.set(key, new Uint8Array(blob))),
    };
    writeFileSync(log, newKeys(tooMany));
    for (const records of [tooMany, tooMany + 10]) {
      writeFileSync(log, newKeys(records));
      const follower = new LogFollower(log, { engine, writeCsv: true, state });
      const poll = await follower.poll();
      expect([poll.csv.state, poll.table.records]).toEqual(["tooWide", records]);
      await follower.dispose();
    }
    expect(readdirSync(folder)).toEqual(["metrics.jsonl"]);
  });
});
