import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { columnWidths, drawFigures } from "../../../src/sweep/figures/drawFigures.ts";
import { reportPage } from "../../../src/sweep/html/reportPage.ts";
import { analyzeSweep, keptRows } from "../../../src/sweep/statistics/analyzeSweep.ts";
import { readRunsTable } from "../../../src/sweep/table/readTable.ts";

const sha256 = (text: string): string => createHash("sha256").update(text).digest("base64");

function pageOf(csv: string, unusable = 0): string {
  const { rows } = readRunsTable(csv);
  const analysis = analyzeSweep(rows);
  const figures = drawFigures(keptRows(rows), analysis, { width: columnWidths.one, group: null });
  return reportPage({
    rows: keptRows(rows),
    analysis,
    figures,
    unusable,
    missing: ["Part 3 is missing."],
    version: "1.2.3",
    sha256,
  });
}

/** Runs of two settings and two seeds; `named`: names of a run, a setting and its first value. */
function table(named: { readonly run?: string; readonly key?: string; readonly value?: string } = {}): string {
  const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  const { run = "run", key = "arch", value = "resnet" } = named;
  const rows = [value, "vit"].flatMap((arch, a) =>
    [0.1, 0.01].flatMap((lr) =>
      [0, 1].map((seed) =>
        [
          quote(`${run} ${a}-${lr}-${seed}`),
          quote(arch),
          lr,
          seed,
          1.5 + a / 10 + lr + seed / 100,
          0.3 + lr,
          0.99,
        ].join(),
      ),
    ),
  );
  return [`run,${quote(`config.${key}`)},config.lr,config.seed,best_val,alpha_early,r2`, ...rows].join("\n");
}

describe("the report of a sweep", () => {
  it("holds sentences, figures, tables, settings and what it was made with", () => {
    const page = pageOf(table(), 3);
    expect(page).toMatch(/<title>Sweep of 8 runs in 4 configurations<\/title>/);
    expect(page).toMatch(/The best configuration is arch = resnet, lr = 0\.01/);
    expect(page).toMatch(/<li>Part 3 is missing\.<\/li>/);
    expect(page).toMatch(/Logs that could not be used and are left out of everything: 3\./);
    expect(page).toMatch(/<figure><h3>Does the early slope predict the best validation loss\?<\/h3><svg/);
    expect(page).toMatch(/<dt>Does the curvature settle when burn-in ends\?<\/dt><dd>Fewer than 3 runs/);
    expect(page.match(/<bdi>run [01]-/g)).toHaveLength(8);
    expect(page).toMatch(/Slopewise 1\.2\.3/);
    expect(page).not.toMatch(/\{\d\}|undefined|NaN/);
  });

  it("permits its own style sheet and nothing else, and needs nothing else", () => {
    const page = pageOf(table());
    const style = /<style>([^]*?)<\/style>/.exec(page)?.[1] ?? "";
    expect(page).toContain(`content="default-src 'none'; style-src 'sha256-${sha256(style)}';`);
    // What the policy forbids would be missing from the page.
    expect(page).not.toMatch(/ style=|<style[^>]*>[^]*<style|<script|<img|<link|<iframe| on\w+=|url\(|@import/i);
    expect(page.replaceAll("http://www.w3.org/2000/svg", "")).not.toMatch(/https?:/);
  });

  it("shows names from outside as text and nothing else", () => {
    const evil = '"><script>alert(1)</script><img src=x onerror=alert(1)>';
    const page = pageOf(table({ run: evil, key: `k${evil}`, value: `v|${evil}` }));
    expect(page).not.toMatch(/<script|<img/i);
    expect(page).toContain("&lt;script&gt;");
    const turned = pageOf(table({ run: "a\u202Egnp.exe\u0000", value: "b\u2066c" }));
    expect(turned).not.toMatch(/[\u202A-\u202E\u2066-\u2069\u0000]/);
  });

  it("cuts long names in tables", () => {
    const page = pageOf(table({ run: "x".repeat(5000) }));
    expect(page).toContain(`<bdi>${"x".repeat(79)}\u2026</bdi>`);
    expect(page).not.toContain("x".repeat(81));
  });

  it("is still a page where nothing can be said", () => {
    const page = pageOf("run\na\n");
    expect(page).toMatch(/No run has a validation loss/);
    expect(page).toMatch(/too little data/);
    expect(page).not.toMatch(/<svg/);
  });

  /** The page of 100 runs with so many settings, each of which one run of so many has. */
  function pageOfSettings(count: number, of: number): string {
    const keys = Array.from({ length: count }, (_, i) => `config.k${i}`);
    const rows = Array.from({ length: 100 }, (_, run) =>
      [`r${run}`, 1.5, ...keys.map((_key, i) => (i % of === run % of ? run + i : ""))].join(),
    );
    return pageOf([["run", "best_val", ...keys].join(), ...rows].join("\n"));
  }

  it("shows the first of many settings", () => {
    const page = pageOfSettings(1_000, 1);
    expect(page).toMatch(/980 more settings are not shown; runs\.csv has all\./);
    expect(page.match(/<td/g)?.length).toBeLessThan(10_000);
  });

  it("names the run whose settings no other has, in place of the settings", () => {
    const page = pageOfSettings(1_000, 100);
    expect(page).toContain('<th scope="col">other settings</th>');
    expect(page).toContain("<td><bdi>r99</bdi></td><td><bdi>r99</bdi></td>");
    expect(page).toMatch(/1,000 settings are not compared, because few runs have each of them\./);
    expect(page.match(/<td/g)?.length).toBeLessThan(2_000);
  });

  it("lists the first runs of many and says how many more there are", () => {
    const rows = Array.from({ length: 450 }, (_, i) => `r${i},1.5,${i}`);
    const page = pageOf(["run,best_val,config.seed", ...rows].join("\n"));
    expect(page.match(/<bdi>r\d+<\/bdi>/g)).toHaveLength(300);
    expect(page).toMatch(/150 more are not shown/);
  });
});
