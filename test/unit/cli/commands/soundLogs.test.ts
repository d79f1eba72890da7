import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { otherFormats, realRuns } from "../../../testData.ts";
import { BundledCli } from "../bundledCli.ts";

/** What `analyze` says of a run, as far as it is looked at here. */
interface Analyzed {
  readonly run: string;
  readonly log: string;
  readonly loss: { readonly points: number } | null;
  readonly findings: readonly { readonly code: string; readonly severity: string }[];
}

/** Names of files next to logs that are none. */
const noLogs = /^(README\.md|config\.json|hparams\.yaml)$/;
/** A log of an agent's returns, which has no loss. */
const withoutLoss = "dreamer-jsonl";

let cli: BundledCli;

beforeAll(async () => {
  cli = await BundledCli.build();
});
afterAll(async () => {
  await cli.dispose();
});

async function analyze(...paths: readonly string[]): Promise<readonly Analyzed[]> {
  const { out, err } = await cli.run("analyze", ...paths, "--format", "json");
  expect(err).toBe("");
  return out
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Analyzed);
}

function severities({ findings }: Analyzed): readonly string[] {
  return findings.map(({ severity }) => severity);
}

describe("the logs of real runs that are sound, opened together", () => {
  test("give each run once, with a curve, no error or warning, and at most one information", async () => {
    const files = await readdir(realRuns, { recursive: true, withFileTypes: true });
    const logs = files.filter((file) => file.isFile() && !noLogs.test(file.name));
    const runs = await analyze(realRuns);
    expect(runs.map(({ log }) => log).sort()).toEqual(
      logs.map(({ parentPath, name }) => join(parentPath, name).slice(realRuns.length + 1)).sort(),
    );
    expect(new Set(runs.map(({ run }) => run)).size).toBe(runs.length);
    for (const run of runs) {
      expect(severities(run), run.run).not.toContain("error");
      expect(severities(run), run.run).not.toContain("warning");
      expect(severities(run).filter((severity) => severity === "information").length, run.run).toBeLessThanOrEqual(1);
      expect(run.loss?.points ?? 0, run.run).toBeGreaterThanOrEqual(run.run === withoutLoss ? 0 : 30);
    }
  });

  test("are as quiet under the names of DeiT, StyleGAN and mmengine", async () => {
    const folders = ["deit/cf-vit", "stylegan/edm", "mmengine/detection-example"].map((path) =>
      join(otherFormats, path),
    );
    const runs = await analyze(...folders);
    expect(runs.map(({ run }) => run)).toEqual(["cf-vit", "edm", "detection-example"]);
    expect(runs.map((run) => [run.findings.map(({ code }) => code), (run.loss?.points ?? 0) > 5])).toEqual(
      runs.map(() => [["no-contract"], true]),
    );
  });

  test("pass as valid, and that they have no contract is said once", async () => {
    const { code, out, err } = await cli.run("validate", realRuns);
    expect([code, err]).toEqual([0, ""]);
    expect(out.match(/is read as the training loss\./g)).toHaveLength(1);
    expect(out).toContain(
      "13 of these runs have no contract; they are only checked for errors such as NaN or divergence.",
    );
  });
});
