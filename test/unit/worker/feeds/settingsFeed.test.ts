import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { FromWorker, RunSettingsNews } from "../../../../src/protocol/worker.ts";
import { SettingsFeed, type Configured } from "../../../../src/worker/feeds/settingsFeed.ts";

let folder: string;
const told: RunSettingsNews[] = [];
const failures: unknown[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "slopewise-settings-"));
  told.length = 0;
  failures.length = 0;
});
afterEach(async () => {
  vi.useRealTimers();
  await rm(folder, { recursive: true, force: true });
});

function feed(): SettingsFeed<Configured> {
  const send = (message: FromWorker): void => {
    told.push(...(message.type === "settings" ? message.runs : []));
  };
  return new SettingsFeed(send, { failed: (error) => failures.push(error), answers: () => Promise.resolve(true) });
}

async function runWith(name: string, config: object | null): Promise<Configured> {
  await mkdir(join(folder, name), { recursive: true });
  if (config !== null) {
    await writeFile(join(folder, name, "config.json"), JSON.stringify(config));
  }
  const label = `${name}/metrics.jsonl`;
  return { name: { log: join(folder, label), run: name, label, csv: null } };
}

const names = (): readonly string[] => told.map(({ log }) => log.slice(folder.length + 1));

test("nothing is read before somebody wants it, then the settings of all runs are told", async () => {
  const settings = feed();
  const one = await runWith("one", { lr: 0.1, opt: { name: "sgd" } });
  settings.changed(one);
  settings.want([one, await runWith("lr0.3_seed-2", null)]);
  await expect.poll(() => told).toHaveLength(2);
  expect(told.map(({ settings: own }) => own)).toEqual([
    [
      ["lr", 0.1],
      ["opt.name", "sgd"],
    ],
    [
      ["lr", 0.3],
      ["seed", 2],
    ],
  ]);
});

test("a run that changes is told again only where its settings are others, and not at every change", async () => {
  const settings = feed();
  const run = await runWith("one", { lr: 0.1 });
  settings.want([run]);
  await expect.poll(names).toEqual(["one/metrics.jsonl"]);
  await runWith("one", { lr: 0.2 });
  settings.changed(run);
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 31_000 });
  const other = await runWith("other", {});
  settings.changed(run);
  settings.changed(other);
  await expect.poll(names).toEqual(["one/metrics.jsonl", "one/metrics.jsonl", "other/metrics.jsonl"]);
  expect(told[1]?.settings).toEqual([["lr", 0.2]]);
});

test("a hundred settings of a run are told, and runs that were left are not", async () => {
  const settings = feed();
  const many = Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`key${i}`, i]));
  const [kept, left] = [await runWith("many", many), await runWith("left", { lr: 1 })];
  settings.want([kept, left]);
  settings.forget(left);
  const last = await runWith("last", {});
  settings.changed(last);
  await expect.poll(names).toContain("last/metrics.jsonl");
  expect(names()).toEqual(["many/metrics.jsonl", "last/metrics.jsonl"]);
  expect(told[0]?.settings).toHaveLength(100);
  expect(failures).toEqual([]);
});
