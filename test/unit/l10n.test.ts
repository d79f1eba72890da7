import { afterEach, describe, expect, it } from "vitest";
import { counted, t, useLanguage } from "../../src/l10n.ts";

afterEach(() => useLanguage({ tag: "en", texts: {} }));

describe("a text", () => {
  it("is itself where there is no translation", () => {
    expect(t("{0} of {1}", "one", 2)).toBe("one of 2");
  });

  it("is what the language says, whose placeholders may come in another order", () => {
    useLanguage({ tag: "de", texts: { "{0} of {1}": "von {1}: {0}" } });
    expect(t("{0} of {1}", "one", 2)).toBe("von 2: one");
    expect(t("not translated")).toBe("not translated");
  });

  it("keeps what looks like a placeholder in a value, and one that has no value", () => {
    expect(t("{0} {1}", "{1}")).toBe("{1} {1}");
    expect(t("{0}", "$& $1")).toBe("$& $1");
  });

  it("has places with names too, for values that may stand in any order", () => {
    expect(t("{to} from {from}, {to}", { from: "one", to: 2 })).toBe("2 from one, 2");
    expect(t("{to} from {from} in {0}", { to: 2 })).toBe("2 from {from} in {0}");
    expect(counted(1200, ["{0} {kind}", "{0} {kind}s"], { kind: "batch" })).toBe("1,200 batchs");
  });

  it("is no property that every object has", () => {
    useLanguage({ tag: "de", texts: {} });
    expect(t("constructor")).toBe("constructor");
  });
});

describe("a count", () => {
  const records = ["{0} record", "{0} records"] as const;

  it("is singular for one alone", () => {
    expect([0, 1, 2].map((count) => counted(count, records))).toEqual(["0 records", "1 record", "2 records"]);
  });

  it("is grouped as the language groups", () => {
    expect(counted(19640, records)).toBe("19,640 records");
    useLanguage({ tag: "de", texts: { "{0} records": "{0} Einträge" } });
    expect(counted(19640, records)).toBe("19.640 Einträge");
  });

  it("is written as in English where the language's tag is none", () => {
    useLanguage({ tag: "not a tag", texts: {} });
    expect(counted(19640, records)).toBe("19,640 records");
  });
});
