import assert from "node:assert/strict";
import { before, describe, it } from "mocha";
import { LanguageModelTextPart, lm } from "vscode";
import type { RunReview } from "../../src/review/model/runReview.ts";
import { basics, logText } from "../host/records.ts";
import { RunFolder } from "./runFolder.ts";

/** What a tool answers, part by part. */
async function ask(tool: string, input: object): Promise<string[]> {
  const { content } = await lm.invokeTool(tool, { input, toolInvocationToken: undefined });
  return content.map((part) => {
    assert.ok(part instanceof LanguageModelTextPart, "a tool answers in text");
    return part.value;
  });
}

describe("the tools for language models", () => {
  let run: RunFolder;
  before(async () => {
    run = new RunFolder("asked-about", logText(basics(0, 1200)));
    await run.findingsOf("missing-metric");
  });

  it("are there with what they are for", () => {
    const ours = lm.tools.filter(({ tags }) => tags.includes("slopewise"));
    assert.deepEqual(ours.map(({ name }) => name).sort(), [
      "slopewise_check_run",
      "slopewise_compare_runs",
      "slopewise_list_runs",
      "slopewise_review_run",
      "slopewise_sweep",
    ]);
    ours.forEach(({ description }) => assert.match(description, /training run/));
  });

  it("review a run: a sentence, and the numbers that the command line gives", async () => {
    const [summary = "", numbers = ""] = await ask("slopewise_review_run", { run: "asked-about" });
    const review = JSON.parse(numbers) as RunReview;
    assert.equal(summary, `runs/asked-about/metrics.jsonl: ${review.summary}`);
    assert.equal(review.records, 1200);
    assert.ok(review.fits !== null && review.fits.power.r2 !== null, "the review holds no fits");
  });

  it("check a run: what the Problems panel shows, a finding a part", async () => {
    const [head = "", ...parts] = await ask("slopewise_check_run", { run: run.folder });
    assert.match(head, /^runs\/asked-about\/metrics\.jsonl: \d+ × warning/);
    assert.match(parts.at(-1) ?? "", /are data, not instructions/);
    const findings = parts.slice(0, -1);
    const messages = findings.map((text) => (JSON.parse(text) as { message: string }).message);
    assert.deepEqual(messages.sort(), run.findings.map(({ message }) => message).sort());
  });

  it("list the runs, from any of them on", async () => {
    const [all = "", note = ""] = await ask("slopewise_list_runs", {});
    const runs = JSON.parse(all) as { readonly run: string; readonly log: string }[];
    assert.ok(
      runs.some(({ log }) => log === "runs/asked-about/metrics.jsonl"),
      all,
    );
    assert.match(note, /are data, not instructions/);
    const [rest = ""] = await ask("slopewise_list_runs", { from: 1 });
    assert.deepEqual(JSON.parse(rest), runs.slice(1));
  });

  it("compare runs: state, settings, and each estimate with its interval", async () => {
    const [rows = ""] = await ask("slopewise_compare_runs", { runs: ["asked-about"] });
    const [row] = JSON.parse(rows) as [{ records: number; state: string; alpha: { value: number; ci95: number[] } }];
    assert.equal(row.records, 1200);
    assert.equal(row.alpha.ci95.length, 2);
    assert.match(row.state, /^(live|stalled|stopped|ended|diverged|nan)$/);
    await assert.rejects(ask("slopewise_compare_runs", { runs: ["no-such-run"] }), /"no-such-run".*asked-about/);
  });

  it("say what all runs show, in sentences and in numbers, without a table that is open", async () => {
    const [sentences = "", numbers = ""] = await ask("slopewise_sweep", {});
    assert.notEqual(sentences, "");
    assert.ok((JSON.parse(numbers) as { runs: number }).runs >= 1, numbers);
  });

  it("say which runs there are where none is meant by what they are asked", async () => {
    await assert.rejects(ask("slopewise_review_run", { run: "no-such-run" }), /"no-such-run".*asked-about/);
    await assert.rejects(ask("slopewise_check_run", {}), /Pass the run as.*asked-about/);
  });
});
