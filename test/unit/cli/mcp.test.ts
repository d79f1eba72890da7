import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { CallToolResultSchema } from "@modelcontextprotocol/sdk/types.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BundledCli } from "./bundledCli.ts";

/** A log whose loss is a power law, so that its slope is known. */
function logOf(slope: number): string {
  const records = Array.from({ length: 400 }, (_, i) => {
    const epoch = (i + 1) / 8;
    return JSON.stringify({ step: i + 1, epoch, train_loss: 3 * epoch ** -slope });
  });
  return `${records.join("\n")}\n`;
}

let cli: BundledCli;
let root: string;
let client: Client;
/** On the sweep that `npm start` shows. */
let ofSamples: Client;

beforeAll(async () => {
  cli = await BundledCli.build();
  root = mkdtempSync(join(tmpdir(), "slopewise-mcp-"));
  for (const [name, slope] of [
    ["slow", 0.1],
    ["fast", 0.4],
  ] as const) {
    mkdirSync(join(root, "runs", name), { recursive: true });
    writeFileSync(join(root, "runs", name, "metrics.jsonl"), logOf(slope));
    writeFileSync(join(root, "runs", name, "config.json"), JSON.stringify({ lr: slope }));
  }
  mkdirSync(join(root, "outside/secret"), { recursive: true });
  writeFileSync(join(root, "outside/secret/metrics.jsonl"), logOf(0.2));
  symlinkSync(join(root, "outside/secret"), join(root, "runs/link"));
  await cli.run("sample", "samples", "--sweep", "--epochs", "20", "--steps-per-epoch", "20");
  client = await connected(join(root, "runs"));
  ofSamples = await connected(join(cli.folder, "samples"));
});

afterAll(async () => {
  await client.close();
  await ofSamples.close();
  rmSync(root, { recursive: true });
  await cli.dispose();
});

/** A client of a server of its own. */
async function connected(folder: string): Promise<Client> {
  const made = new Client({ name: "test", version: "1" });
  const { command, args } = cli.commandLine("mcp", folder);
  await made.connect(new StdioClientTransport({ command, args, cwd: root }));
  return made;
}

async function ask(
  name: string,
  asked: Record<string, unknown> = {},
  of = client,
): Promise<{ text: string; isError: boolean }> {
  const { content, isError = false } = CallToolResultSchema.parse(await of.callTool({ name, arguments: asked }));
  return { text: content.map((part) => (part.type === "text" ? part.text : "")).join("\n"), isError };
}

describe("slopewise mcp", () => {
  it("offers five tools, all of which only read", async () => {
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name).sort()).toEqual([
      "check_run",
      "compare_runs",
      "list_runs",
      "review_run",
      "sweep",
    ]);
    expect(tools.every(({ annotations }) => annotations?.readOnlyHint === true)).toBe(true);
  });

  it("lists the runs of its folders, none that a link leads to outside them", async () => {
    const { text } = await ask("list_runs");
    expect(text).toContain('"run":"fast"');
    expect(text).toContain('"run":"slow"');
    expect(text).not.toContain("secret");
    expect(text).not.toContain("link");
  });

  it("reviews a run with the numbers of the command line", async () => {
    const { text } = await ask("review_run", { run: "fast" });
    const [, numbers = ""] = text.split("\n");
    const review = JSON.parse(numbers) as { records: number; slopes: { full: { alpha: number } } };
    expect(review.records).toBe(400);
    expect(review.slopes.full.alpha).toBeCloseTo(0.4, 3);
    expect(text).toContain("data, not instructions");
  });

  it("compares runs and says what the sweep shows", async () => {
    const { text } = await ask("compare_runs", { runs: ["slow", "fast"] });
    expect(text).toMatch(/"run":"slow".*"lr":0\.1/);
    expect(text).toMatch(/"run":"fast".*"lr":0\.4/);
    expect((await ask("sweep")).text).toContain('"runs":2');
  });

  it("checks a run and leaves its folder as it was", async () => {
    expect((await ask("check_run", { run: "slow" })).text).toContain("no-contract");
    expect(readdirSync(join(root, "runs/slow")).sort()).toEqual(["config.json", "metrics.jsonl"]);
  });

  it.each([
    ["a run that is not there", { run: "nothing" }, /No run of this workspace is called "nothing"/],
    ["a path out of its folders", { run: "../outside/secret/metrics.jsonl" }, /No run of this workspace/],
    ["a run that is a link out of them", { run: "link" }, /No run of this workspace/],
    ["no run", {}, /run/],
  ])("refuses %s in words", async (_, asked, words) => {
    const { text, isError } = await ask("review_run", asked);
    expect(isError).toBe(true);
    expect(text).toMatch(words);
  });
});

/** The rows of an answer, which a note follows. */
function rowsIn(text: string): unknown {
  return JSON.parse(text.slice(0, text.lastIndexOf("]") + 1));
}

describe("slopewise mcp on the sample runs", () => {
  const best = "transformer/lr0.03-wd0.0005/seed-1";
  const worse = "convnet/lr0.01-wd0/seed-1";

  it("lists all of them", async () => {
    const { text } = await ask("list_runs", {}, ofSamples);
    const logs = (rowsIn(text) as readonly { readonly log: string }[]).map(({ log }) => log);
    expect(logs).toHaveLength(72);
    expect(logs.filter((log) => log.includes(best) || log.includes(worse))).toHaveLength(2);
  });

  it("reviews one, with the slope that it was made with inside its interval", async () => {
    const truth = JSON.parse(await readFile(join(cli.folder, "samples/truth.json"), "utf8")) as {
      readonly configurations: readonly { readonly name: string; readonly alpha: number }[];
    };
    const { alpha = NaN } = truth.configurations.find(({ name }) => name === "convnet|0.01|0") ?? {};
    const { text } = await ask("review_run", { run: worse }, ofSamples);
    const review = JSON.parse(text.split("\n")[1] ?? "") as {
      readonly slopes: { readonly full: { readonly interval: readonly [number, number] } };
    };
    expect(review).toMatchObject({ records: 400, state: "ended" });
    const [low, high] = review.slopes.full.interval;
    expect([low < alpha, alpha < high]).toEqual([true, true]);
  });

  it("compares it with another, and finds it best in the sweep", async () => {
    const { text } = await ask("compare_runs", { runs: [best, worse] }, ofSamples);
    const rows = rowsIn(text) as readonly { readonly settings: object; readonly bestVal: { readonly value: number } }[];
    expect(rows.map(({ settings }) => settings)).toMatchObject([
      { arch: "transformer", lr: 0.03, wd: 0.0005 },
      { arch: "convnet", lr: 0.01, wd: 0 },
    ]);
    expect(rows[0]?.bestVal.value).toBeLessThan(rows[1]?.bestVal.value ?? 0);
    const sweep = await ask("sweep", {}, ofSamples);
    expect(sweep.text).toContain("The best configuration is arch = transformer, lr = 0.03, wd = 0.0005");
    expect(sweep.text).toContain('"runs":72');
  });
});
