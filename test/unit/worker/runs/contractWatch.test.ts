import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { FromWorker } from "../../../../src/protocol/worker.ts";
import { ContractWatch } from "../../../../src/worker/runs/contractWatch.ts";
import { patiently } from "../../../host/patience.ts";

let folder: string;
let file: string;
let answers: boolean;
let watch: ContractWatch;
const sent: FromWorker[] = [];
const onChange = vi.fn();
const failed = vi.fn();

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "slopewise-contracts-"));
  mkdirSync(join(folder, "run"));
  file = join(folder, "metrics.contract.json");
  answers = true;
  sent.length = 0;
  onChange.mockReset();
  failed.mockReset();
  const deps = { send: (message: FromWorker) => sent.push(message), answers: () => Promise.resolve(answers) };
  watch = new ContractWatch({ ...deps, onChange, failed }, 5);
});

afterEach(() => {
  watch.dispose();
  rmSync(folder, { recursive: true, force: true });
});

/** Reads the contract of a run in the folder, as a run does. */
async function read(): Promise<void> {
  watch.read(await watch.contracts.of(join(folder, "run", "metrics.jsonl")));
}

describe("ContractWatch", () => {
  it("sees by itself that a contract came", async () => {
    await read();
    writeFileSync(file, "{}");
    await vi.waitFor(() => expect(onChange).toHaveBeenCalledOnce(), patiently);
    expect(failed).not.toHaveBeenCalled();
  });

  it("leaves alone what does not answer", async () => {
    await read();
    answers = false;
    writeFileSync(file, "{}");
    const changed = vi.spyOn(watch.contracts, "changed");
    await vi.waitFor(() => expect(changed.mock.calls.length).toBeGreaterThan(2), patiently);
    expect(onChange).not.toHaveBeenCalled();
  });

  it("says once of a broken contract what is wrong, and that it is sound before all are read again", async () => {
    writeFileSync(file, "{");
    await read();
    await read();
    expect(sent).toMatchObject([{ type: "contract", path: file, usable: false }]);
    watch.drop();
    expect(sent.slice(1)).toEqual([{ type: "contract", path: file, problems: [], usable: true }]);
    expect(onChange).toHaveBeenCalledOnce();
    await read();
    expect(sent).toHaveLength(3);
  });

  it("says of a failure that it failed, and goes on", async () => {
    const changed = vi.spyOn(watch.contracts, "changed").mockRejectedValueOnce(new Error("a bug"));
    await vi.waitFor(() => expect(failed).toHaveBeenCalledOnce(), patiently);
    await vi.waitFor(() => expect(changed.mock.calls.length).toBeGreaterThan(1), patiently);
  });
});
