import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import manifest from "../../package.json" with { type: "json" };
import { readRoles } from "../../src/series/roles/roles.ts";
import { convertText } from "./log/support.ts";

const root = join(import.meta.dirname, "../..");
const readme = readFileSync(join(root, "README.md"), "utf8");
const documents = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", ...globSync("media/**/*.md", { cwd: root })];

test("the README's first example is a log with names of its own, read as it says", () => {
  const log = /```json\n(.*?)```/s.exec(readme)?.[1] ?? "";
  const { parser } = convertText(log);
  expect(parser.problems().first).toEqual([]);
  const columns = Object.entries(readRoles(parser.table())).map(([role, reading]) => [role, reading?.column ?? null]);
  expect(Object.fromEntries(columns)).toMatchObject({
    ...{ trainLoss: "train_loss", valLoss: "val_loss", step: "step", time: "time", learningRate: "lr" },
  });
});

test.each(documents)("every link of %s leads to something", (document) => {
  const text = readFileSync(join(root, document), "utf8");
  const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, link = ""]) => link)
    .filter((link) => !/^https?:/.test(link));
  const broken = links.filter((link) => {
    const [path = "", anchor] = link.split("#");
    const target = path === "" ? join(root, document) : join(root, dirname(document), path);
    return !existsSync(target) || (anchor !== undefined && !anchorsOf(target).has(anchor));
  });
  expect(broken).toEqual([]);
});

test("every command that the README and its pages name is one of the command line", () => {
  const cli = readFileSync(join(root, "src/cli/cli.ts"), "utf8");
  const known = new Set([...cli.matchAll(/^ {2}\["(\w+)", \{ run/gm)].map(([, name = ""]) => name));
  const named = documents.flatMap((document) => {
    const text = readFileSync(join(root, document), "utf8");
    return [...text.matchAll(/^ {4}slopewise +(\w+)|`slopewise (\w+)/gm)].map(
      ([, line, inline]) => line ?? inline ?? "",
    );
  });
  expect(named.length).toBeGreaterThan(10);
  expect([...new Set(named)].filter((name) => !known.has(name) && name !== "COMMAND")).toEqual([]);
});

test("every npm script that the documents name exists, and the package has the name that they install", () => {
  const named = documents.flatMap((document) => {
    const text = readFileSync(join(root, document), "utf8");
    return [...text.matchAll(/npm run ([\w:]+)|npm (start|test)\b/g)].map(([, script, short]) => script ?? short ?? "");
  });
  expect(named.length).toBeGreaterThan(10);
  expect([...new Set(named)].filter((name) => !(name in manifest.scripts))).toEqual([]);
  expect(readme).toContain(`--install-extension out/${manifest.name}-${manifest.version}.vsix`);
  expect(readme).toContain(`Version ${manifest.version} `);
});

test("the README's table of settings has every setting with its default", () => {
  const rows = [...readme.matchAll(/^\| `(slopewise\.[\w.]+)` +\| `([^`]+)`/gm)].map(([, name = "", value = ""]) => [
    name,
    value,
  ]);
  const settings = Object.entries(manifest.contributes.configuration.properties);
  // The default of `logs` is a long list, of which README has the first.
  const defaults = settings.map(([name, { default: value }]) => [
    name,
    Array.isArray(value) ? `["${value[0] ?? ""}", …]` : JSON.stringify(value),
  ]);
  expect(rows.sort()).toEqual(defaults.sort());
});

/** The anchors of a document's headings, as GitHub makes them. */
function anchorsOf(path: string): ReadonlySet<string> {
  const headings = [...readFileSync(path, "utf8").matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = ""]) => heading);
  return new Set(
    headings.map((heading) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, "")
        .replace(/\s/g, "-"),
    ),
  );
}
