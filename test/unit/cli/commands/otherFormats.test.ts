import { cp, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { otherFormats } from "../../../testData.ts";
import { BundledCli, twoRecords } from "../bundledCli.ts";

let cli: BundledCli;

beforeAll(async () => {
  cli = await BundledCli.build();
});
afterAll(async () => {
  await cli.dispose();
});

async function copy(from: string, to: string): Promise<void> {
  await cp(join(otherFormats, from), join(cli.folder, to), { recursive: true });
}

describe("logs of other tools on the command line", () => {
  test("get a CSV next to them under a name that is not their tool's, and stay as they are", async () => {
    await copy("lightning/ml-aos", "l1");
    const before = await readFile(join(cli.folder, "l1/metrics.csv"));
    expect(await cli.run("convert", "l1")).toMatchObject({ code: 0, err: "" });
    expect(await readFile(join(cli.folder, "l1/metrics.csv"))).toEqual(before);
    expect((await readdir(join(cli.folder, "l1"))).sort()).toEqual([
      "hparams.yaml",
      "metrics.csv",
      "metrics.slopewise.csv",
    ]);
    const { out } = await cli.run("convert", "--stdout", "l1");
    expect(await readFile(join(cli.folder, "l1/metrics.slopewise.csv"), "utf8")).toBe(out);
    expect(out.split("\n", 2)[0]).toBe("train_rmse,train_loss,epoch,step,val_rmse,val_loss");
    expect((await cli.run("convert", "l1")).out).toContain("up to date");
  });

  test("are analyzed with their settings", async () => {
    await copy("lightning/ml-aos", "l3");
    const { out } = await cli.run("analyze", "l3", "--format", "json");
    expect((JSON.parse(out) as { settings: unknown }).settings).toMatchObject({ batch_size: 256, pin_memory: true });
  });

  test("are never written over, though they are named", async () => {
    await copy("lightning/binn", "l2");
    const before = await readFile(join(cli.folder, "l2/metrics.csv"));
    const result = await cli.run("convert", "l2", "--force", "--out", "l2/metrics.csv");
    expect(result.code).toBe(1);
    expect(await readFile(join(cli.folder, "l2/metrics.csv"))).toEqual(before);
  });

  test("are checked and analyzed together with those of JSON Lines, each run once", async () => {
    await copy("sb3/job-shop/progress.csv", "all/sb3/progress.csv");
    await copy("tensorboard/sb3-torch", "all/sb3");
    await copy("wandb/nan-inf", "all/wandb/run-20260102_030405-nanedge1");
    await cli.put("all/mine/metrics.jsonl", twoRecords);
    const { out, code } = await cli.run("analyze", "--format", "json", "all");
    expect(code).toBe(0);
    const runs = out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { run: string; format: string; records: number });
    expect(runs.map(({ run, format, records }) => [run, format, records])).toEqual([
      ["mine", "jsonl", 2],
      ["sb3", "stable-baselines3", 25],
      ["edge-nan-inf-run", "wandb", 20],
    ]);
    const checked = await cli.run("validate", "all");
    expect(checked.code).toBeLessThan(2);
    expect(checked.out).toContain("read from progress.csv, also logged in events.out.tfevents.1761924447.host.5700.0");
  });

  test("are said to be damaged by their records, or by their lines", async () => {
    await copy("wandb/bad-crc", "b1");
    await cli.put("b2/metrics.csv", "step,loss\n1,2\n2,3,4,5\n");
    const said = async (run: string): Promise<string> => (await cli.run("validate", run)).out.replace(/\s+/g, " ");
    expect(await said("b1")).toContain("Record 3: the checksum of the record does not match its bytes. It is skipped;");
    expect(await said("b2")).toContain("Line 3: the row has 4 cells, the header 2. The line is skipped;");
  });

  test("that a file holds several of are named behind it", async () => {
    await copy("synthetic/trackio/my-project.db", "t/my-project.db");
    const both = await cli.run("convert", "--stdout", "t/my-project.db");
    expect([both.code, both.err]).toEqual([2, expect.stringContaining("there are 2")]);
    const one = await cli.run("convert", "--stdout", "t/my-project.db#run-1");
    expect([one.code, one.out.split("\n").length]).toEqual([0, 14]);
    expect(await cli.run("convert", "t/my-project.db")).toMatchObject({ code: 0 });
    expect((await readdir(join(cli.folder, "t"))).sort()).toEqual([
      "my-project.db",
      "my-project.id0.slopewise.csv",
      "my-project.id1.slopewise.csv",
    ]);
  });
});
