import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { missing, type OurCsv, type SettledCsv } from "../../../../src/log/csv/csvStates.ts";
import { ForeignCsv } from "../../../../src/log/csv/foreignCsv.ts";
import { standingNow } from "../../../../src/log/csv/standingNow.ts";
import { signatureAt } from "../../../../src/log/files/fileSignature.ts";

const rows = "step,loss\n1,0.5\n";
const keys = ["step", "loss"];

describe("how a CSV stands by now", () => {
  let folder = "";
  let path = "";
  beforeAll(() => (folder = mkdtempSync(join(tmpdir(), "slopewise-standing-"))));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  beforeEach(() => {
    path = join(folder, "metrics.csv");
    writeFileSync(path, rows);
  });

  const now = (standing: SettledCsv): Promise<SettledCsv | null> => standingNow(path, standing, keys);

  /** A CSV of ours, as the file is. */
  function ours(looks: OurCsv["looks"] = 0): Extract<SettledCsv, { kind: "ours" | "ahead" }> {
    const signature = signatureAt(path);
    if (signature === null) {
      throw new Error("the file is there");
    }
    return { kind: "ours", own: { size: rows.length, signature, tail: Buffer.from(rows) }, columns: 2, looks };
  }

  it("is ours as long as nobody has written to it", async () => {
    const standing = ours();
    expect(await now(standing)).toEqual(standing);
  });

  it("is ahead once there is more behind our rows, until that counts as a mistake", async () => {
    const standing = ours();
    appendFileSync(path, "2,0.4\n");
    const ahead = await now(standing);
    expect(ahead?.kind).toBe("ahead");
    expect(await now({ ...ours(3), kind: "ahead" })).toBeNull();
  });

  it("is in doubt once it was changed before its end, or is gone", async () => {
    const standing = ours();
    writeFileSync(path, rows.replace("0.5", "0.6"));
    expect(await now(standing)).toBeNull();
    rmSync(path);
    expect(await now(standing)).toBeNull();
  });

  it("is in doubt where nothing is known of it, and where something stands in the place of none", async () => {
    expect(await now(missing)).toBeNull();
    expect(await now({ kind: "empty" })).toBeNull();
    rmSync(path);
    expect(await now({ kind: "empty" })).toEqual({ kind: "empty" });
  });

  it("is left alone as long as it is as it was judged; a foreign one that is written to is told by its header", async () => {
    const foreign: SettledCsv = { kind: "left", why: "foreign", csv: new ForeignCsv(signatureAt(path), keys.length) };
    const stale: SettledCsv = { kind: "left", why: "stale", csv: new ForeignCsv(signatureAt(path), keys.length) };
    expect([await now(foreign), await now(stale)]).toEqual([foreign, stale]);
    writeFileSync(path, "name,score\nother,1\n");
    expect([await now(foreign), await now(stale)]).toEqual([foreign, null]);
    writeFileSync(path, `${rows}2,0.4\n`);
    expect(await now(foreign)).toBeNull();
  });

  it("does not ask the file about one that is not wanted or could not be written", async () => {
    rmSync(path);
    const failed: SettledCsv = { kind: "failed", message: "No space left.", readOnly: false, before: null };
    expect(await now(failed)).toBe(failed);
    expect(await now({ kind: "tooWide" })).toEqual({ kind: "tooWide" });
  });
});
