// Prints the measures of the code's structure; exit code 1 where one that must be 0, or below a limit, is not.
import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";
import { root } from "./host/places.ts";
import { stronglyConnected, deepestChain } from "./measure/graph.ts";
import { importsOf, type Imports } from "./measure/imports.ts";
import { unusedExports, upwardImports } from "./measure/tools.ts";

const entries = {
  worker: "src/worker/worker.ts",
  extension: "src/extension.ts",
  cli: "src/cli/cli.ts",
  webview: "webview/main.ts",
};
const deepestWorker = 12;
const longestFile = 250;
const longestFunction = 40;
const mostFiles = 20;

interface Source {
  readonly path: string;
  readonly tree: ts.SourceFile;
  readonly lines: number;
  readonly imports: Imports;
}

const sources = globSync(["src/**/*.ts", "webview/**/*.ts"], { cwd: root })
  .filter((path) => !path.endsWith(".d.ts") && !path.startsWith("src/log/kernel/"))
  .sort()
  .map(read);
const byPath = new Map(sources.map((source) => [source.path, source]));

printFolders();
printOver(
  `files over ${longestFile} lines`,
  sources.filter(({ lines }) => lines > longestFile).map(({ path, lines }) => `${path} ${lines}`),
);
printOver(`functions over ${longestFunction} lines`, sources.flatMap(longFunctions));
const fine = [
  printDepths(),
  printCycles("cycles of value imports", ({ imports }) => imports.values),
  printCycles("cycles, type imports included", ({ imports }) => [...imports.values, ...imports.types]),
  printNone("exports used nowhere", await unusedExports()),
  printNone("upward imports", await upwardImports()),
];
process.exitCode = fine.every(Boolean) ? 0 : 1;

function read(path: string): Source {
  const text = readFileSync(join(root, path), "utf8");
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  return { path, tree, lines: text.split("\n").length - 1, imports: importsOf(tree) };
}

function printFolders(): void {
  const folders = [...new Set(sources.map(({ path }) => dirname(path)))].map((folder) => {
    return [folder, sources.filter(({ path }) => dirname(path) === folder)] as const;
  });
  console.log("folder                         files   lines");
  for (const [folder, files] of folders) {
    const lines = files.reduce((sum, file) => sum + file.lines, 0);
    console.log(`${folder.padEnd(30)} ${String(files.length).padStart(5)} ${String(lines).padStart(7)}`);
  }
  const total = sources.reduce((sum, file) => sum + file.lines, 0);
  console.log(`${"all".padEnd(30)} ${String(sources.length).padStart(5)} ${String(total).padStart(7)}`);
  const full = folders.filter(([, files]) => files.length > mostFiles);
  printOver(
    `folders over ${mostFiles} files`,
    full.map(([folder, files]) => `${folder} ${files.length}`),
  );
}

/** Lines of a function's own, from its first to its last; those of functions inside it count. */
function longFunctions({ path, tree }: Source): string[] {
  const found: string[] = [];
  const look = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && "body" in node && node.body !== undefined) {
      const [first, last] = [node.getStart(tree), node.end].map(
        (at) => tree.getLineAndCharacterOfPosition(at).line + 1,
      );
      const lines = (last ?? 0) - (first ?? 0) + 1;
      const name = ts.getNameOfDeclaration(node)?.getText(tree) ?? "(no name)";
      found.push(...(lines > longestFunction ? [`${path}:${first} ${name} ${lines}`] : []));
    }
    ts.forEachChild(node, look);
  };
  look(tree);
  return found;
}

function printDepths(): boolean {
  let fits = true;
  for (const [name, entry] of Object.entries(entries)) {
    const chain = deepestChain(entry, (path) => byPath.get(path)?.imports.values ?? []);
    const tooDeep = name === "worker" && chain.length > deepestWorker;
    fits &&= !tooDeep;
    console.log(`import depth of ${name}: ${chain.length}${name === "worker" ? ` (at most ${deepestWorker})` : ""}`);
    if (tooDeep || process.argv.includes("--chains")) {
      chain.forEach((path) => console.log(`  ${path}`));
    }
  }
  return fits;
}

function printCycles(title: string, importsFrom: (source: Source) => readonly string[]): boolean {
  const groups = stronglyConnected([...byPath.keys()], (path) => {
    const source = byPath.get(path);
    return source === undefined ? [] : importsFrom(source);
  });
  return printNone(
    title,
    groups.map((group) => group.join(" ")),
  );
}

function printOver(title: string, places: readonly string[]): void {
  console.log(`${title}: ${places.length}`);
  places.forEach((place) => console.log(`  ${place}`));
}

function printNone(title: string, places: readonly string[]): boolean {
  printOver(title, places);
  return places.length === 0;
}
