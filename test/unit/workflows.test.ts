import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import manifest from "../../package.json" with { type: "json" };

const root = join(import.meta.dirname, "../..");
const folder = join(root, ".github", "workflows");
const files = readdirSync(folder);

interface Workflow {
  readonly jobs: Readonly<Record<string, Job>>;
}

interface Job {
  readonly steps: readonly { readonly run?: string; readonly uses?: string }[];
  readonly strategy?: { readonly matrix: Readonly<Record<string, readonly string[]>> };
}

/** A workflow. @throws where it is no YAML, or has a key twice. */
function workflow(file: string): Workflow {
  return parse(readFileSync(join(folder, file), "utf8")) as Workflow;
}

function runsOf(file: string): string[] {
  return Object.values(workflow(file).jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []));
}

/** The scripts of package.json that a text has npm run. */
function scriptsIn(text: string): string[] {
  const named = [...text.matchAll(/\bnpm run ([\w:]+)/g)].map(([, name = ""]) => name);
  return /\bnpm test\b/.test(text) ? ["test", ...named] : named;
}

describe("workflows", () => {
  test("are those of every push, of every night and of a release", () => {
    expect(files).toEqual(["ci.yml", "nightly.yml", "release.yml"]);
  });

  test.each(files)("%s: every job installs what the lock says and then does something", (file) => {
    for (const { steps } of Object.values(workflow(file).jobs)) {
      const [checkout] = steps;
      expect(checkout?.uses).toMatch(/^actions\/checkout@/);
      expect(steps.some(({ run }) => run === "npm ci")).toBe(true);
      expect(steps.flatMap(({ run }) => scriptsIn(run ?? ""))).not.toEqual([]);
    }
  });

  test("run the tests on three systems in the oldest VS Code that is allowed and in the newest", () => {
    const oldest = manifest.engines.vscode.replace("^", "");
    expect(workflow("ci.yml").jobs["desktop"]?.strategy?.matrix).toEqual({
      os: ["ubuntu-latest", "macos-latest", "windows-latest"],
      vscode: [oldest, "stable"],
    });
    expect(runsOf("ci.yml").flatMap(scriptsIn)).toEqual(expect.arrayContaining(["test", "unit", "test:desktop"]));
    expect(runsOf("nightly.yml").flatMap(scriptsIn)).toContain("test:long");
  });
});

describe("scripts", () => {
  const texts = [
    ...files.map((file) => [file, runsOf(file).join("\n")] as const),
    ...["CONTRIBUTING.md", "README.md"].map((file) => [file, readFileSync(join(root, file), "utf8")] as const),
  ];

  test.each(texts)("that %s names are in package.json", (_, text) => {
    const named = scriptsIn(text);
    expect(named).not.toEqual([]);
    expect(named.filter((name) => !(name in manifest.scripts))).toEqual([]);
  });
});
