import { describe, expect, it } from "vitest";
import { layTable } from "../../../../src/sweep/view/layTable.ts";
import { surveyRows } from "../../../../src/sweep/view/surveyRows.ts";
import { emptyView, type TableView } from "../../../../src/sweep/view/tableView.ts";
import { countTexts } from "../../../../webview/runs/countTexts.ts";
import { whyEmpty } from "../../../../webview/runs/emptyReason.ts";
import { rowOf } from "../../sweep/rows.ts";

const rows = [
  rowOf("a-1", { "config.lr": 0.1, "config.seed": 1 }),
  rowOf("a-2", { "config.lr": 0.1, "config.seed": 2 }, "diverged"),
  rowOf("b-1", { "config.lr": 0.2, "config.seed": 1 }),
];
const unread = { ...rowOf("c", {}, "reading"), pending: true };
const survey = surveyRows(rows);

function saidOf(all: typeof rows, changes: Partial<TableView> = {}): string {
  const texts = countTexts(all, layTable(surveyRows(all), { ...emptyView, ...changes }));
  return texts.map(({ text }) => text).join(" · ");
}

describe("the head of the table of runs", () => {
  it("counts what is shown", () => {
    expect(saidOf(rows)).toBe("3 runs · 2 configurations · 1 diverged");
    expect(saidOf(rows, { filter: "a-" })).toBe("2 of 3 runs · 1 diverged");
    expect(saidOf(rows, { filter: "lr > 0.1" })).toBe("1 of 3 runs");
    expect(saidOf(rows, { filter: "zzz" })).toBe("0 of 3 runs");
  });

  it("says how many runs have been read, and nothing of configurations before all have", () => {
    expect(saidOf([...rows, unread])).toBe("4 runs · 3 of 4 runs read · 1 diverged");
  });

  it("knows whether the filter or hiding has left nothing to show", () => {
    const why = (changes: Partial<TableView>): string =>
      whyEmpty({ survey, view: { ...emptyView, ...changes }, searched: true });
    const all = rows.map(({ log }) => log);
    expect(why({ filter: "zzz" })).toBe("filtered");
    expect(why({ filter: "zzz", hidden: all })).toBe("filtered");
    expect(why({ hidden: all })).toBe("hidden");
    expect(why({ filter: "a-", hidden: all.slice(0, 2) })).toBe("hidden");
    expect(whyEmpty({ survey: surveyRows([]), view: emptyView, searched: true })).toBe("none");
    expect(whyEmpty({ survey: surveyRows([]), view: emptyView, searched: false })).toBe("searching");
  });
});
