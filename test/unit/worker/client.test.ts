import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { WorkerClient } from "../../../src/worker/client.ts";
import type { FromWorker, WorkerSettings } from "../../../src/protocol/worker.ts";
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
  import { parentPort } from "node:worker_threads";
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

function client(on: string): WorkerClient {
  const script = join(folder, "worker.mjs");
  writeFileSync(script, worker(on));
  return new WorkerClient(script, settings, {
    onMessage: (message: FromWorker) => told.push(message.type === "failed" ? message.message : message.type),
    onCrash: (error, restarted) => crashes.push([error.message, restarted]),
  });
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
