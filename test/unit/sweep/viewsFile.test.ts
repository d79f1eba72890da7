import { describe, expect, it } from "vitest";
import { sharedView } from "../../../src/sweep/view/sharedView.ts";
import { emptyView } from "../../../src/sweep/view/tableView.ts";
import { parseViews, withView } from "../../../src/sweep/view/viewsFile.ts";

const view = sharedView({ ...emptyView, filter: "lr > 0.1", groupBy: ["config.lr"], pinned: ["file:///a"] });

describe("the file of shared views", () => {
  it("holds what was written, under its name, without what names runs of one machine", () => {
    const text = withView(withView(null, "usual", sharedView(emptyView)), "rates", view);
    const read = parseViews(text);
    expect(text).not.toContain("file:///a");
    expect(read.ok && [...read.views]).toEqual([
      ["usual", sharedView(emptyView)],
      ["rates", view],
    ]);
  });

  it("keeps comments and what it does not know, and replaces a view of the same name", () => {
    const text = '{\n  // ours\n  "team": "vision",\n  "views": {\n    "rates": { "filter": "x" }\n  }\n}\n';
    const written = withView(text, "rates", view);
    expect(written).toContain("// ours");
    expect(written).toContain('"team": "vision"');
    const read = parseViews(written);
    expect(read.ok && read.views.get("rates")).toEqual(view);
  });

  it("takes what is sound of a view that a person wrote by hand", () => {
    const read = parseViews('{"views": {"mine": {"filter": 3, "groupBy": ["config.lr"]}}}');
    expect(read.ok && read.views.get("mine")).toEqual(sharedView({ ...emptyView, groupBy: ["config.lr"] }));
  });

  it.each(["", "[]", "{}", '{"views": []}', '{"views": {"a": 1}}', '{"views": {"a": {}}'])(
    "is not used: %s",
    (text) => {
      expect(parseViews(text).ok).toBe(false);
    },
  );
});
