// Prints each avoided word (words/avoidedWords.ts) in names, comments, texts and documents; exit code 1 where there is one.
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./host/places.ts";
import { findAvoidedInText, findAvoidedWords, type FoundWord } from "./words/avoidedWords.ts";

const searched = [
  "{src,webview,scripts,test}/**/*.{ts,mts,mjs,css}",
  "media/**/*.py",
  "test/python/*.py",
  "*.{md,mjs}",
  "package.json",
];
/** What people read: documents, the manifest's texts, and the texts of code, which are the keys of their German. */
const readByPeople = ["README.md", "CHANGELOG.md", "media/**/*.md", "media/*.json", "package.nls.json"];
const germanTexts = "media/l10n/bundle.l10n.de.json";
/** The list itself and its test; the calibration is written by a script, whose own words are searched. */
const exempt = ["scripts/words/avoidedWords.ts", "test/unit/scripts/avoidedWords.test.ts", "media/docs/calibration.md"];

const read = (path: string): string => readFileSync(join(root, path), "utf8");

function pathsOf(globs: readonly string[]): string[] {
  return globSync([...globs], { cwd: root })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => !exempt.includes(path) && !path.startsWith("test/data/"))
    .sort();
}

function lines(path: string, found: readonly FoundWord[]): string[] {
  return found.map(({ line, word, better }) => `${path}:${line}: "${word}"; better: ${better}`);
}

/** The English of each line of the German texts, so that a line's number is its own. */
function english(bundle: string): string {
  return bundle.replaceAll(/^ {2}("(?:[^"\\]|\\.)*"): .*$/gm, "$1");
}

const found = [
  ...pathsOf(searched).flatMap((path) => lines(path, findAvoidedWords(read(path)))),
  ...pathsOf(readByPeople).flatMap((path) => lines(path, findAvoidedInText(read(path)))),
  ...lines(germanTexts, findAvoidedInText(english(read(germanTexts)))),
];
if (found.length > 0) {
  console.error([...found, `${found.length} avoided words (scripts/words/avoidedWords.ts)`].join("\n"));
  process.exitCode = 1;
}
