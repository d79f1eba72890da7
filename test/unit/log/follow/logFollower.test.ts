import { engine } from "../../../engine.ts";
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { LogFollower } from "../../../../src/log/follow/logFollower.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "slopewise-follower-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe("LogFollower", () => {
  it("leaves off in the middle of a long log when it is ended, and leaves nothing behind", async () => {
    const log = join(folder, "metrics.jsonl");
    const line = '{"step": 1, "loss_train_nats": 2.5, "lr": 0.001}\n';
    writeFileSync(log, line.repeat(400_000));
    const read: number[] = [];
    const endings: Promise<void>[] = [];
    const follower: LogFollower = new LogFollower(log, {
      engine,
      writeCsv: true,
      onProgress: (bytes) => {
        read.push(bytes);
        endings.push(follower.dispose());
      },
    });
    await follower.poll();
    await Promise.all(endings);
    expect(endings).not.toEqual([]);
    expect(Math.max(...read)).toBeLessThan((line.length * 400_000) / 2);
    expect(readdirSync(folder)).toEqual(["metrics.jsonl"]);
    const again = new LogFollower(log, { engine, writeCsv: true });
    expect((await again.poll()).table.records).toBe(400_000);
    await again.dispose();
    expect(readdirSync(folder).sort()).toEqual(["metrics.csv", "metrics.jsonl"]);
  });

  it("writes no CSV of a log without a record, and one as soon as there is a record", async () => {
    const log = join(folder, "metrics.jsonl");
    writeFileSync(log, "no record\n");
    const follower = new LogFollower(log, { engine, writeCsv: true });
    expect((await follower.poll()).csv).toEqual({ state: "current", message: null });
    expect(readdirSync(folder)).toEqual(["metrics.jsonl"]);
    expect(await follower.poll()).toMatchObject({ changed: false, rebuilt: false });
    appendFileSync(log, '{"a": 1}\n');
    await follower.poll();
    expect(readFileSync(join(folder, "metrics.csv"), "utf8")).toBe("a\n1\n");
    await follower.dispose();
  });

  it("says that another file stands where no CSV of a log without a record does", async () => {
    const log = join(folder, "metrics.jsonl");
    writeFileSync(log, "");
    const follower = new LogFollower(log, { engine, writeCsv: true });
    expect((await follower.poll()).csv.state).toBe("current");
    writeFileSync(join(folder, "metrics.csv"), "mine\n");
    expect((await follower.poll()).csv.state).not.toBe("current");
    expect(readFileSync(join(folder, "metrics.csv"), "utf8")).toBe("mine\n");
    await follower.dispose();
  });

  it("takes a log to have ended when its caller says so: the last line without a newline is a problem then", async () => {
    const log = join(folder, "metrics.jsonl");
    writeFileSync(log, '{"a": 1}\n{"a": 2');
    let over = false;
    const follower = new LogFollower(log, { engine, writeCsv: false, isOver: () => over });
    expect((await follower.poll()).problems.counts["incomplete-line"]).toBe(0);
    over = true;
    expect((await follower.poll()).problems.counts["incomplete-line"]).toBe(1);
    await follower.dispose();
  });
});
