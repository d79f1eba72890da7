import { createHash } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { describe, expect, test } from "vitest";
import { checksums } from "../testData.ts";

const folder = dirname(checksums);
const lines = readFileSync(checksums, "utf8").trimEnd().split("\n");
const wanted = new Map(lines.map((line) => [line.slice(66), line.slice(0, 64)]));

describe("the data that tests read", () => {
  test("is all listed with its checksum", () => {
    const paths = globSync(["data/**", "golden/data/**"], { cwd: join(folder, ".."), withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
      .map((path) => (path.startsWith("..") ? path : `./${path}`));
    expect(paths.filter((path) => !/(SHA256SUMS|README\.md)$/.test(path)).sort()).toEqual([...wanted.keys()].sort());
  });

  test("is as it came, to the byte", () => {
    const changed = [...wanted].filter(([path, checksum]) => {
      const bytes = readFileSync(join(folder, path));
      return createHash("sha256").update(bytes).digest("hex") !== checksum;
    });
    expect(changed).toEqual([]);
  });
});
