/**
 * A disk whose faults a test sets, for the whole of a test file: import this before anything that reads or writes files.
 * After each test the disk is sound again and the clock is the real one.
 */
import { afterEach, vi } from "vitest";
import { clearFaults } from "./faultyFiles.ts";

vi.mock("node:fs/promises", async (original) => (await import("./faultyFiles.ts")).faulty(await original()));
vi.mock("node:fs", async (original) => (await import("./faultyFiles.ts")).faultySync(await original()));

afterEach(() => {
  clearFaults();
  vi.useRealTimers();
});
