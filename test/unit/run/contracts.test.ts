import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { builtInContract } from "../../../src/contract/model/builtIn.ts";
import { parseContract } from "../../../src/contract/file/parseContract.ts";
import { Contracts } from "../../../src/run/contracts.ts";
import { contractFaultText } from "../../../src/contract/texts/contractFaultText.ts";

vi.mock("../../../src/contract/file/parseContract.ts", { spy: true });

let folder: string;
let contract: string;
let log: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "slopewise-contracts-"));
  contract = join(folder, "run", "metrics.contract.json");
  log = join(folder, "run", "metrics.jsonl");
  mkdirSync(join(folder, "run"));
});

afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

describe("Contracts", () => {
  it("take a contract that is nested too deep for an unusable one until it is gone", async () => {
    writeFileSync(contract, '{"a":'.repeat(100_000));
    const contracts = new Contracts();
    const loaded = await contracts.of(log);
    expect(loaded).toMatchObject({ contract: builtInContract, path: contract, usable: false });
    expect(loaded.problems.map(({ fault }) => contractFaultText(fault))).toEqual([
      expect.stringMatching(/more than 100 levels deep/),
    ]);
    expect(await contracts.changed()).toBe(false);
    rmSync(contract);
    expect(await contracts.changed()).toBe(true);
    contracts.drop();
    expect(await contracts.of(log)).toMatchObject({ path: null, usable: true });
  });

  it("say of every failure that the contract cannot be used, and see what changes in other folders", async () => {
    writeFileSync(contract, "{}");
    vi.mocked(parseContract).mockImplementation(() => {
      throw new RangeError("the stack is full");
    });
    const contracts = new Contracts();
    const loaded = await contracts.of(log);
    expect(loaded).toMatchObject({ contract: builtInContract, path: contract, text: "{}", usable: false });
    expect(loaded.problems.map(({ fault }) => contractFaultText(fault))).toEqual([
      "The contract cannot be used: RangeError: the stack is full",
    ]);
    const other = join(folder, "other", "metrics.jsonl");
    mkdirSync(join(folder, "other"));
    await contracts.of(other);
    expect(await contracts.changed()).toBe(false);
    writeFileSync(join(folder, "other", "metrics.contract.json"), "{}");
    expect(await contracts.changed()).toBe(true);
  });
});
