import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { installedDiffers, missingOptional, type Lock } from "../../scripts/lockedModules.mjs";

const root = join(import.meta.dirname, "../..");
const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as Lock;

const packages = {
  "": { version: "1.0.0" },
  "node_modules/a": { version: "1.0.0", integrity: "x", optionalDependencies: { b: "2" } },
  "node_modules/a/node_modules/b": { version: "2.0.0", integrity: "y", optional: true },
};

describe("package-lock.json", () => {
  it("holds every optional package that it names, so that npm ci works", () => {
    expect(missingOptional(lock)).toEqual([]);
  });

  it("names no registry", () => {
    expect(Object.entries(lock.packages).filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
  });
});

describe("a lock", () => {
  it("with a hole is told by the name of what is missing", () => {
    expect(missingOptional({ packages })).toEqual([]);
    const { "node_modules/a": a } = packages;
    expect(missingOptional({ packages: { "node_modules/a": a } })).toEqual(["b"]);
  });

  it.each([
    ["the same", packages, null],
    ["without optional packages", { ...packages, "node_modules/a/node_modules/b": undefined }, null],
    ["without a package", { "": packages[""] }, "node_modules/a is missing, not 1.0.0"],
    [
      "with another version",
      { ...packages, "node_modules/a": { version: "1.1.0", integrity: "x" } },
      "node_modules/a is 1.1.0, not 1.0.0",
    ],
    [
      "with other content",
      { ...packages, "node_modules/a": { version: "1.0.0", integrity: "z" } },
      "node_modules/a is 1.0.0, not 1.0.0",
    ],
    [
      "with one package more",
      { ...packages, "node_modules/c": { version: "1.0.0" } },
      "node_modules/c is not in package-lock.json",
    ],
  ])("next to what is installed: %s", (_, installed, expected) => {
    const present = Object.fromEntries(Object.entries(installed).filter(([, entry]) => entry !== undefined));
    expect(installedDiffers({ packages }, { packages: present } as Lock)).toBe(expected);
  });
});
