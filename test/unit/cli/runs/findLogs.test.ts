import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { CommandContracts } from "../../../../src/cli/runs/commandContracts.ts";
import { findLogs } from "../../../../src/cli/runs/findLogs.ts";
import { LogError } from "../../../../src/log/files/logError.ts";

vi.mock("node:fs/promises", { spy: true });

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "slopewise-find-"));
  for (const run of ["run_2", "run_10"]) {
    mkdirSync(join(folder, run));
    writeFileSync(join(folder, run, "metrics.jsonl"), '{"step": 1}\n');
  }
});

afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

/** Lets the listing of one folder fail with a code of the system. */
async function fail(path: string, code: string): Promise<void> {
  const real = await vi.importActual<typeof import("node:fs/promises")>("node:fs/promises");
  vi.mocked(readdir).mockImplementation(async (...args) => {
    if (args[0] === path) {
      throw Object.assign(new Error(code), { code });
    }
    return real.readdir(...args);
  });
}

function search(): ReturnType<typeof findLogs> {
  return findLogs([folder], new CommandContracts(null, () => undefined));
}

describe("logs below a folder", () => {
  it("come in the order of their numbers", async () => {
    const { logs, unreadable } = await search();
    expect(logs.map(({ run }) => run)).toEqual(["run_2", "run_10"]);
    expect(unreadable).toEqual([]);
  });

  it("are those that the contract names, and a pattern that is none is told", async () => {
    writeFileSync(join(folder, "run_2", "log (1).txt"), "{}\n");
    writeFileSync(join(folder, "metrics.contract.json"), '{ "logs": ["run_[0-2]/log (?).{txt,log}"] }');
    const { logs } = await search();
    expect(logs.map(({ label }) => label)).toEqual(["run_2/log (1).txt"]);
    writeFileSync(join(folder, "metrics.contract.json"), '{ "logs": ["run}/*"] }');
    await expect(search()).rejects.toThrow(/metrics\.contract\.json:1:12: logs\[0\] must have braces in pairs/);
  });

  it("are told by their content where several tools use such names, each named by what tells it apart", async () => {
    const record = '{"step": 1, "loss": 2}\n';
    writeFileSync(join(folder, "run_2", "eval.jsonl"), record);
    writeFileSync(join(folder, "run_2", "data.jsonl"), '{"text": "step 1"}\n');
    mkdirSync(join(folder, "detr"));
    writeFileSync(join(folder, "detr", "log.txt"), record + record);
    writeFileSync(join(folder, "log.txt"), "step 1: loss 2\n");
    const { logs } = await search();
    expect(logs.map(({ run }) => run)).toEqual(["detr", "run_2/eval", "run_2", "run_10"]);
  });

  it("are told apart where they were given one by one", async () => {
    const files = ["a.jsonl", "b.jsonl"].map((name) => join(folder, "run_2", name));
    files.forEach((file) => writeFileSync(file, "{}\n"));
    const { logs } = await findLogs(files, new CommandContracts(null, () => undefined));
    expect(logs.map(({ run }) => run)).toEqual(["run_2/a", "run_2/b"]);
  });

  it("are found next to a folder that must not be read, which is reported", async () => {
    await fail(join(folder, "run_10"), "EACCES");
    const { logs, unreadable } = await search();
    expect(logs.map(({ run }) => run)).toEqual(["run_2"]);
    expect(unreadable.map(({ message }) => message)).toEqual([expect.stringMatching(/run_10: permission denied/)]);
  });

  it("are found next to a folder that disappears meanwhile", async () => {
    await fail(join(folder, "run_10"), "ENOENT");
    const { logs, unreadable } = await search();
    expect(logs.map(({ run }) => run)).toEqual(["run_2"]);
    expect(unreadable).toEqual([]);
  });

  it("cannot be looked for where the folder itself must not be read", async () => {
    await fail(folder, "EACCES");
    await expect(search()).rejects.toThrow(LogError);
  });
});
