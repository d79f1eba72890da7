import { describe, expect, it } from "vitest";
import { modelNames, type ModelFit } from "../../../../src/numerics/models/modelFit.ts";
import type { RunReview } from "../../../../src/review/model/runReview.ts";
import { modelMarkdown } from "../../../../webview/sections/tables/modelColumns.ts";
import { pandasSnippet } from "../../../../webview/sections/pandasSnippet.ts";
import { allModels, refusedFit } from "../modelFits.ts";

const fits = allModels(refusedFit(3, "too few | points"));
const power: ModelFit = {
  params: { a: 1, alpha: 0.25 },
  intervals: { a: null, alpha: [0.24, 0.26] },
  r2: 0.99,
  aic: 0,
  aicc: -5,
  aicIndependent: -4,
  weight: 1,
  n: 200,
  phi: 0.2,
  reason: null,
};
const review = {
  clock: "epoch",
  best: "power",
  misfit: null,
  secondKnee: null,
  knee: null,
  fits: { ...fits, power },
  loss: { metric: 'loss "train"' },
  window: { start: 1, end: 40, endsAt: "end" },
  slopes: null,
} as unknown as RunReview;

describe("modelMarkdown", () => {
  it("writes one row a model, the best first, with as many cells as the head has", () => {
    const lines = modelMarkdown(review).trimEnd().split("\n");
    expect(lines).toHaveLength(2 + modelNames.length);
    expect(lines[2]).toBe(
      "| **Power law** | α 0.250 [0.240 to 0.260] | a 1 (no interval: the points do not determine one) | 0.9900 | −5.0 | 1.000 | 200 | 0.20 |",
    );
    const cells = lines.map((line) => line.replaceAll("\\|", "").split("|").length);
    expect(new Set(cells)).toEqual(new Set([10]));
  });

  it("says why an offset of 0 has no interval", () => {
    const offset: ModelFit = {
      ...power,
      params: { c: 0, A: 2, beta: 0.5 },
      intervals: { c: null, A: [1, 3], beta: [0.4, 0.6] },
    };
    const text = modelMarkdown({ ...review, fits: { ...fits, offsetPower: offset } });
    expect(text).toContain("| β 0.50 [0.40 to 0.60] | c 0 (at its lower bound); A 2.0 [1.0 to 3.0] |");
  });

  it("is empty without fits", () => {
    expect(modelMarkdown({ ...review, fits: null })).toBe("");
  });
});

describe("pandasSnippet", () => {
  it("reads the CSV next to the log and quotes what it names", () => {
    const snippet = pandasSnippet({ review, clockKey: "epoch", log: "file:///runs/my%20run/metrics.jsonl" });
    expect(snippet).toContain('pd.read_csv("/runs/my run/metrics.csv")');
    expect(snippet).toContain('run["loss \\"train\\""]');
    expect(snippet).toContain('(loss["t"] >= 1) & (loss["t"] <= 40)');
  });

  it("knows paths of Windows, and reads a log without a loss", () => {
    const snippet = pandasSnippet({
      review: { ...review, loss: null },
      clockKey: "epoch",
      log: "file:///c%3A/runs/metrics.jsonl",
    });
    expect(snippet).toContain('pd.read_csv("c:/runs/metrics.csv")');
    expect(snippet).not.toContain("polyfit");
  });

  it("names the columns as the log does, and a CSV wherever the log's own name ends otherwise", () => {
    const snippet = pandasSnippet({ review, clockKey: "global epoch", log: "file:///runs/train.NDJSON" });
    expect(snippet).toContain('pd.read_csv("/runs/train.csv")');
    expect(snippet).toContain('"t": run["global epoch"]');
    expect(pandasSnippet({ review, clockKey: null, log: "file:///runs/train" })).toContain(
      "np.arange(1, len(run) + 1)",
    );
  });
});
