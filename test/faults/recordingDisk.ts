/** A disk that writes down what is done to it, for a whole test file: import this before anything that writes files. */
import { vi } from "vitest";

vi.mock("node:fs/promises", async (original) => (await import("./recordedDisk.ts")).recording(await original()));
vi.mock("node:fs", async (original) => (await import("./recordedDisk.ts")).recordingSync(await original()));
