import { once } from "node:events";
import { readdir, readFile, symlink } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { referenceConvert } from "../../../reference/referenceConverter.ts";
import { BundledCli, resultOf, twoRecords } from "../bundledCli.ts";

let cli: BundledCli;

beforeAll(async () => {
  cli = await BundledCli.build();
});
afterAll(async () => {
  await cli.dispose();
});

describe("convert", () => {
  test("writes what the reference gives, the last line without newline included", async () => {
    const log = `${twoRecords}{"step": 3}`;
    await cli.put("c1/metrics.jsonl", log);
    const result = await cli.run("convert", "c1");
    expect(result).toMatchObject({ code: 0, err: "" });
    const csv = await readFile(join(cli.folder, "c1/metrics.csv"), "utf8");
    expect(csv).toBe(referenceConvert(Buffer.from(log), { includeIncomplete: true }));
  });
  test("leaves a CSV of others alone unless forced", async () => {
    await cli.put("c2/metrics.jsonl", twoRecords);
    await cli.put("c2/metrics.csv", "theirs\n1\n");
    const refused = await cli.run("convert", "c2");
    expect([refused.code, refused.err]).toEqual([1, expect.stringContaining("--force")]);
    expect(await readFile(join(cli.folder, "c2/metrics.csv"), "utf8")).toBe("theirs\n1\n");
    expect(await cli.run("convert", "--force", "c2")).toMatchObject({ code: 0 });
    expect(await readFile(join(cli.folder, "c2/metrics.csv"), "utf8")).toBe(
      "step,loss_train_nats,lr\n1,2.5,\n2,2.25,1e-4\n",
    );
  });
  test("says how many lines it skipped", async () => {
    await cli.put("prose/notes.md", `A page\n\nwith an example:\n${twoRecords}`);
    const { code, out } = await cli.run("convert", "prose/notes.md");
    expect([code, out]).toEqual([
      0,
      expect.stringMatching(/2 rows to .*\. 2 lines were skipped, because they are not/),
    ]);
  });
  test("writes elsewhere, or to standard output", async () => {
    await cli.put("c3/metrics.jsonl", twoRecords);
    expect(await cli.run("convert", "c3", "--out", "elsewhere.csv")).toMatchObject({ code: 0 });
    const { code, out, err } = await cli.run("convert", "--stdout", "c3/metrics.jsonl");
    expect([code, err]).toEqual([0, ""]);
    expect(out).toBe(await readFile(join(cli.folder, "elsewhere.csv"), "utf8"));
  });
  test("says what to give where --out names a folder, or a file in none", async () => {
    await cli.put("c6/metrics.jsonl", twoRecords);
    const folder = await cli.run("convert", "c6", "--out", "c6");
    expect([folder.code, folder.err]).toEqual([
      2,
      expect.stringContaining("Name the file in it: --out c6/metrics.csv"),
    ]);
    const nowhere = await cli.run("convert", "c6", "--out", "nowhere/metrics.csv");
    expect([nowhere.code, nowhere.err]).toEqual([2, expect.stringContaining("There is no folder nowhere")]);
  });
  test("writes derived columns next to the log, by the nearest contract or the one given", async () => {
    const log = '{"step": 1, "loss_train_nats": 2}\n{"step": 2}\n';
    await cli.put("c7/metrics.jsonl", log);
    expect(await cli.run("convert", "--derive", "c7")).toMatchObject({ code: 0, err: "" });
    const bits = 2 * Math.LOG2E;
    expect(await readFile(join(cli.folder, "c7/metrics.derived.csv"), "utf8")).toBe(
      `step,loss_train_nats,loss_train_bits\n1,2,${bits}\n2,,\n`,
    );
    expect(await readdir(join(cli.folder, "c7"))).toEqual(["metrics.derived.csv", "metrics.jsonl"]);
    const derive = { from: "step", scale: 10 };
    await cli.put("ten.json", JSON.stringify({ metrics: { ten: { every: "batch", derive } } }));
    const given = await cli.run("convert", "--derive", "--contract", "ten.json", "c7", "--out", "ten.csv");
    expect(given).toMatchObject({ code: 0, err: "" });
    expect(await readFile(join(cli.folder, "ten.csv"), "utf8")).toBe("step,loss_train_nats,ten\n1,2,10\n2,,20\n");
    expect(await cli.run("convert", "--derive", "c7")).toMatchObject({
      code: 0,
      out: expect.stringContaining("is up to date") as string,
    });
  });
  test("leaves a derived CSV of others alone, and says where nothing can be derived", async () => {
    await cli.put("c8/metrics.jsonl", '{"loss_train_nats": 2}\n');
    await cli.put("c8/metrics.derived.csv", "theirs\n");
    const refused = await cli.run("convert", "--derive", "c8");
    expect([refused.code, refused.err]).toEqual([
      1,
      expect.stringContaining("metrics.derived.csv was not generated from"),
    ]);
    expect(await cli.run("convert", "--derive", "--force", "c8")).toMatchObject({ code: 0 });
    await cli.put("c9/metrics.jsonl", '{"step": 2}\n');
    const lacking = await cli.run("convert", "--derive", "c9");
    expect([lacking.code, lacking.err]).toEqual([
      1,
      "c9/metrics.jsonl does not have the metrics that the contract derives others from (loss_train_nats), so " +
        "c9/metrics.derived.csv was not written.\n",
    ]);
    await cli.put("none.json", '{ "metrics": { "step": { "every": "batch" } } }');
    const none = await cli.run("convert", "--derive", "--contract", "none.json", "c9");
    expect([none.code, none.err]).toEqual([1, expect.stringContaining("derives no metrics")]);
  });
  test("writes a CSV of many times the log's size only by force", async () => {
    const log = Array.from({ length: 8_500 }, (_, key) => `{"k${key}":1}\n`).join("");
    await cli.put("wide/metrics.jsonl", log);
    const left = await cli.run("convert", "wide");
    expect([left.code, left.err]).toEqual([
      1,
      expect.stringMatching(/would have 7\d MB or more.*write it with --force/),
    ]);
    expect(await readdir(join(cli.folder, "wide"))).toEqual(["metrics.jsonl"]);
    expect(await cli.run("convert", "--force", "wide")).toMatchObject({ code: 0 });
  });
  test("refuses what does not go with --derive, and a contract that cannot be used", async () => {
    await cli.put("c10/metrics.jsonl", '{"loss_train_nats": 2}\n');
    await cli.put("c10/broken.json", "[]");
    const cases: [string[], string][] = [
      [["--contract", "c10/broken.json"], "goes with --derive"],
      [["--derive", "--stdout"], "goes with none of"],
      [["--derive", "--contract", "c10/nowhere.json"], "There is no contract at c10/nowhere.json"],
      [["--derive", "--contract", "c10/broken.json"], "c10/broken.json:1:1: The contract must be an object"],
    ];
    for (const [options, text] of cases) {
      const { code, out, err } = await cli.run("convert", "c10", ...options);
      expect([code, out, err]).toEqual([2, "", expect.stringContaining(text)]);
    }
    expect(await readdir(join(cli.folder, "c10"))).toEqual(["broken.json", "metrics.jsonl"]);
  });
  test("stops quietly when its reader has seen enough", async () => {
    const line = '{"step": 1, "loss_train_nats": 2.5}\n';
    await cli.put("c4/metrics.jsonl", line.repeat(200_000));
    const child = cli.start("convert", "--stdout", "c4/metrics.jsonl");
    const ended = resultOf(child);
    if (child.stdout !== null) {
      await once(child.stdout, "data");
      child.stdout.destroy();
    }
    expect(await ended).toMatchObject({ code: 0, err: "" });
  });
  test("finds runs below a folder, through links but not in circles, and not in node_modules", async () => {
    await cli.put("c5/runs/a/metrics.jsonl", twoRecords.repeat(2));
    await cli.put("c5/runs/node_modules/x/metrics.jsonl", twoRecords);
    await cli.put("c5/elsewhere/b/metrics.jsonl", twoRecords.repeat(2));
    await symlink("..", join(cli.folder, "c5/runs/circle"));
    await symlink("gone", join(cli.folder, "c5/runs/dangling"));
    const { code, out, err } = await cli.run("validate", "--format", "json", "c5/runs");
    expect([code, err]).toEqual([0, ""]);
    const runs = new Set(
      out
        .trim()
        .split("\n")
        .map((line) => (JSON.parse(line) as { run: string }).run),
    );
    expect([...runs].sort()).toEqual(["a", "circle/elsewhere/b"]);
  });
});
