import { spawn, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { build } from "esbuild";
import { expect, inject } from "vitest";
import { apartEntries, nodeBundle } from "../../../scripts/bundle.ts";

export interface CliResult {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** The command line as people get it: one bundle, run as a process, in a folder of its own. */
export class BundledCli {
  /** An empty folder for a test's files, the working folder of the processes. */
  readonly folder: string;
  readonly #bundle: string;

  private constructor(folder: string, bundle: string) {
    this.folder = folder;
    this.#bundle = bundle;
  }

  static async build(): Promise<BundledCli> {
    const folder = await mkdtemp(join(tmpdir(), "slopewise-cli-"));
    return new BundledCli(folder, join(await bundled(), "cli.cjs"));
  }

  async dispose(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Writes a file below the working folder; returns its path from there. */
  async put(path: string, content: string | Uint8Array): Promise<string> {
    const full = join(this.folder, path);
    await mkdir(dirname(full), { recursive: true });
    await writeFile(full, content);
    return path;
  }

  /** How to start it as a process of one's own. */
  commandLine(...args: readonly string[]): { readonly command: string; readonly args: string[] } {
    return { command: process.execPath, args: [this.#bundle, ...args] };
  }

  start(...args: readonly string[]): ChildProcess {
    return spawn(process.execPath, [this.#bundle, ...args], { cwd: this.folder, stdio: ["ignore", "pipe", "pipe"] });
  }

  /** Runs to the end. */
  run(...args: readonly string[]): Promise<CliResult> {
    return resultOf(this.start(...args));
  }
}

/** The folder of the bundle. Files that are run at the same time may make it both: the first to be done is the one. */
async function bundled(): Promise<string> {
  const folder = inject("bundleFolder");
  if (!existsSync(folder)) {
    const making = await mkdtemp(`${folder}-`);
    await bundleInto(making);
    await rename(making, folder).catch((error: unknown) => {
      if (!existsSync(folder)) {
        throw error;
      }
    });
  }
  return folder;
}

async function bundleInto(folder: string): Promise<void> {
  const options = { ...(await nodeBundle()), logLevel: "error" } as const;
  const entry = join(import.meta.dirname, "../../../src/cli/cli.ts");
  await build({ ...options, entryPoints: [entry], outfile: join(folder, "cli.cjs") });
  await build({ ...options, entryPoints: apartEntries, outdir: folder });
}

/** What a started process wrote and how it ended. */
export function resultOf(child: ChildProcess): Promise<CliResult> {
  let out = "";
  let err = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => (out += text));
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (err += text));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, out, err }));
  });
}

/** A small log that is sound as far as it goes. */
export const twoRecords = '{"step": 1, "loss_train_nats": 2.5}\n{"step": 2, "loss_train_nats": 2.25, "lr": 1e-4}\n';

/** No stack trace, nor the words that come with one. */
export function expectNoTrace({ out, err }: CliResult): void {
  expect(out + err).not.toMatch(/^\s+at /m);
  expect(out + err).not.toMatch(/bug/);
}
