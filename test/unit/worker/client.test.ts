import { execFileSync } from "node:child_process";
import { closeSync, constants, mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { WorkerClient } from "../../../src/worker/client.ts";
import type { FromWorker, WorkerSettings } from "../../../src/protocol/worker.ts";
import type { WatchOptions } from "../../../src/worker/workerWatch.ts";
import { patiently } from "../../host/patience.ts";

const settings: WorkerSettings = {
  csv: "off",
  escapeFormulas: false,
  pollInterval: 1_000,
  builtIn: "always",
  severities: {},
  silenced: {},
  storage: null,
};

/** A worker that hands back the type of what it is told, and does as `on` says. */
const worker = (on: string): string => `
  import { parentPort, workerData } from "node:worker_threads";
  const count = () => Atomics.add(workerData.turns, 0, 1);
  count();
  setInterval(count, 5).unref();
  parentPort.on("message", (message) => {
    parentPort.postMessage({ type: "failed", message: message.type });
    ${on}
  });`;

let folder: string;
let crashes: [message: string, restarted: boolean][];
let told: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "slopewise-client-"));
  crashes = [];
  told = [];
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function client(on: string, watching?: WatchOptions): WorkerClient {
  const script = join(folder, "worker.mjs");
  writeFileSync(script, worker(on));
  return new WorkerClient(
    script,
    settings,
    {
      onMessage: (message: FromWorker) => told.push(message.type === "failed" ? message.message : message.type),
      onCrash: (error, restarted) => crashes.push([error.message, restarted]),
    },
    watching,
  );
}

const stops = 'if (message.type === "stop") { parentPort.postMessage({ type: "stopped" }); parentPort.close(); }';

describe("WorkerClient", () => {
  it.each([
    ["ends without a word", 'if (message.type === "ask") process.exit(7);', /its thread ended with code 7/],
    ["throws", 'if (message.type === "ask") throw new Error("a bug");', /a bug/],
  ])("starts another worker where one %s, once, and answers what was asked", async (_, on, reason) => {
    const tested = client(`${stops} ${on}`);
    tested.follow([{ log: "/a.jsonl", run: "a", label: "a", csv: null }]);
    tested.openReview("/a.jsonl");
    await expect(tested.ask("summary", "/a.jsonl")).rejects.toThrow(reason);
    await vi.waitFor(() => expect(told.slice(-2)).toEqual(["follow", "openReview"]), patiently);
    await tested.stop();
    expect(crashes).toEqual([[expect.stringMatching(reason), true]]);
  });

  it("stops a worker that ends without saying so, and takes none for crashed that was asked to", async () => {
    const tested = client('if (message.type === "stop") process.exit(0);');
    // It must not be the deadline that ends the wait.
    vi.spyOn(globalThis, "setTimeout").mockImplementation(() => undefined as never);
    await tested.stop();
    vi.restoreAllMocks();
    expect(crashes).toEqual([]);
  });

  it.each([
    ["waits for ever", "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);"],
    ["opens what nobody writes to", 'fs.openSync(message.log, "r");'],
    ["waits for a program", 'childProcess.execFileSync("cat", [message.log]);'],
  ])("starts another worker where one %s, which goes on with what was wanted", async (_, hangs) => {
    const fifo = join(folder, "metrics.jsonl");
    execFileSync("mkfifo", [fifo]);
    const modules =
      'const [fs, childProcess] = [process.getBuiltinModule("fs"), process.getBuiltinModule("child_process")];';
    const first = `${modules} if (message.type === "ask") { ${hangs} }`;
    const tested = client(`${stops} ${first}`, { every: 250, processor: () => 0 });
    tested.follow([{ log: fifo, run: "a", label: "a", csv: null }]);
    const asked = tested.ask("summary", fifo);
    await expect(asked).rejects.toThrow(/a file system stopped answering/);
    await vi.waitFor(() => expect(told.filter((type) => type === "follow")).toHaveLength(2), patiently);
    expect(crashes).toEqual([["a file system stopped answering", true]]);
    // Lets the call of the first one end, so that its thread can.
    closeSync(openSync(fifo, constants.O_RDWR | constants.O_NONBLOCK));
    await tested.stop();
  });

  it("gives up on a worker that hangs again and again, however long each takes", async () => {
    const start = Date.now();
    vi.spyOn(Date, "now").mockImplementation(() => start + crashes.length * 90_000);
    try {
      const tested = client("Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);", {
        every: 20,
        processor: () => 0,
      });
      tested.follow([{ log: "/a.jsonl", run: "a", label: "a", csv: null }]);
      await vi.waitFor(
        () => expect(crashes.map(([, restarted]) => restarted)).toEqual([true, true, true, false]),
        patiently,
      );
      await tested.stop();
    } finally {
      vi.restoreAllMocks();
    }
  });

  it("does not take a worker that it gave up on for one that hangs", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    try {
      const every = 3_600_000;
      const tested = client("process.exit(1);", { every, processor: () => 0 });
      tested.follow([{ log: "/a.jsonl", run: "a", label: "a", csv: null }]);
      await vi.waitFor(() => expect(crashes.at(-1)?.[1]).toBe(false), patiently);
      vi.advanceTimersByTime(10 * every);
      expect(crashes).toHaveLength(4);
      await tested.stop();
    } finally {
      vi.useRealTimers();
    }
  });

  it("gives up on a worker that dies again and again", async () => {
    const tested = client("process.exit(1);");
    tested.follow([{ log: "/a.jsonl", run: "a", label: "a", csv: null }]);
    await vi.waitFor(
      () => expect(crashes.map(([, restarted]) => restarted)).toEqual([true, true, true, false]),
      patiently,
    );
    expect((await tested.convert("/a.jsonl", { force: false, derived: false })).message).toMatch(/has stopped; reload/);
    await tested.stop();
  });
});
