import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { npmCommand } from "../../../scripts/host/npm.ts";

const root = join(import.meta.dirname, "../../..");

/** What `npm pack` builds and packs from. A copy of its own: other tests build in the repository at the same time. */
const sources = ["package.json", ".npmignore", "tsconfig.json", "README.md", "CHANGELOG.md", "LICENSE"];
const folders = ["src", "webview", "scripts", "media", "out/kernel.wasm"];

let folder = "";
/** A folder that holds nothing but the installed package. */
let consumer = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "slopewise-npm-"));
  const clone = join(folder, "clone");
  consumer = join(folder, "consumer");
  await mkdir(consumer);
  for (const path of [...sources, ...folders]) {
    await cp(join(root, path), join(clone, path), { recursive: true, preserveTimestamps: true });
  }
  await symlink(join(root, "node_modules"), join(clone, "node_modules"), "junction");
  await run(clone, ...npmCommand("pack", "--pack-destination", folder));
  const [archive = ""] = (await readdir(folder)).filter((name) => name.endsWith(".tgz"));
  const quick = ["--offline", "--no-audit", "--no-fund"];
  await run(consumer, ...npmCommand("install", ...quick, join(folder, archive)));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe("the npm package, installed in an empty folder", () => {
  test("is the command line", async () => {
    const slopewise = (...args: readonly string[]): Promise<string> =>
      run(consumer, join(consumer, "node_modules/.bin/slopewise"), ...args);
    await slopewise("sample", "runs", "--runs", "1", "--epochs", "3");
    const [log = ""] = (await readdir(join(consumer, "runs"), { recursive: true })).filter((path) =>
      path.endsWith("metrics.jsonl"),
    );
    const review = JSON.parse(await slopewise("analyze", join("runs", log), "--format", "json")) as unknown;
    expect(review).toMatchObject({ format: "jsonl", clock: "epoch", fits: { power: { reason: null } } });
    await slopewise("sweep", "runs", "--out", "report");
    expect(await readdir(join(consumer, "report", "figures"))).not.toEqual([]);
  });

  test("has libraries with types, as their page shows", async () => {
    const page = readFileSync(join(root, "media/docs/library.md"), "utf8");
    const example = /```ts\n(.*?)```/s.exec(page)?.[1] ?? "";
    await writeFile(join(consumer, "example.mts"), example);
    await writeFile(
      join(consumer, "wrong.mts"),
      'import { fitModels } from "slopewise/numerics";\nfitModels("loss");\n',
    );
    // @types of Node are not there: the libraries need none.
    const options = { lib: ["ES2023", "DOM"], types: [], strict: true, noEmit: true, skipLibCheck: false };
    for (const [module, moduleResolution] of [
      ["nodenext", "nodenext"],
      ["esnext", "bundler"],
    ]) {
      const compilerOptions = { ...options, target: "es2023", module, moduleResolution };
      await writeFile(join(consumer, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["example.mts"] }));
      await typeChecked();
    }
    await writeFile(
      join(consumer, "tsconfig.json"),
      JSON.stringify({ compilerOptions: options, files: ["wrong.mts"] }),
    );
    await expect(typeChecked()).rejects.toMatchObject({ stdout: expect.stringContaining("LossSeries") as string });
    expect((await run(consumer, process.execPath, "example.mts")).split("\n")).toEqual([
      "power 0.30 [ '0.30', '0.30' ]",
      "one power law describes the curve better than an exponential that turns into a power law",
      "[ 'lr' ] 2 -1.0",
      "The best configuration is lr = 0.1: mean best validation loss 2.05 (95% CI 1.83 to 2.27), 2 runs.",
      "",
    ]);
  });

  test("has nothing else to import, and nothing of the extension", async () => {
    const imported = run(consumer, process.execPath, "--input-type=module", "--eval", 'import "slopewise"');
    await expect(imported).rejects.toMatchObject({
      stderr: expect.stringContaining("ERR_PACKAGE_PATH_NOT_EXPORTED") as string,
    });
    const files = await readdir(join(consumer, "node_modules/slopewise/dist"));
    expect(files.sort()).toEqual(
      ["ThirdPartyNotices.txt", "blockThread.js", "cli.js", "figures.js", "mcp.js", "package.json"].sort(),
    );
  });
});

function typeChecked(): Promise<string> {
  return run(consumer, process.execPath, join(root, "node_modules/@typescript/native/bin/tsc"), "-p", consumer);
}

/** Runs a command; returns what it prints. @throws where it fails, with its output. */
async function run(cwd: string, command = "", ...args: readonly string[]): Promise<string> {
  // What the npm that runs the tests passes on is about this repository.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_(config|package)_/i.test(name)));
  const { stdout } = await promisify(execFile)(command, args, { cwd, env, shell: process.platform === "win32" });
  return stdout;
}
