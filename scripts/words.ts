// Prints each avoided word (words/avoidedWords.ts) in names, comments, texts and documents, and each long sentence
// (words/longSentences.ts) of what people read; exit code 1 where there is one.
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./host/places.ts";
import { findAvoidedInText, findAvoidedWords, type FoundWord } from "./words/avoidedWords.ts";
import { longInDocument, longInText, type LongSentence } from "./words/longSentences.ts";

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

/** Documents whose readers may have to read a sentence twice: those who change Slopewise, and the tables of a script. */
const forContributors = /^media[/]docs[/](?:decisions[/]|calibration\.md$)/;
/** What can be done with a chart, as a list. */
const lists = ["Drag to move · "];

function longLines(path: string, found: readonly LongSentence[]): string[] {
  return found
    .filter(({ sentence }) => !lists.some((list) => sentence.startsWith(list)))
    .map(({ sentence, words }) => `${path}: ${words} words, 20 at most: ${sentence}`);
}

/** The texts of a JSON file by key, a line each: links to commands as what they say. */
function textsOf(path: string, part: "keys" | "values"): string[] {
  const byKey = JSON.parse(read(path)) as Record<string, string>;
  const texts = part === "keys" ? Object.keys(byKey) : Object.values(byKey);
  return texts.flatMap((text) => text.replaceAll(/\[([^\]]*)\]\(command:[^)]*\)/g, "$1").split("\n"));
}

const longs = [
  ...longLines(germanTexts, textsOf(germanTexts, "keys").flatMap(longInText)),
  ...longLines("package.nls.json", textsOf("package.nls.json", "values").flatMap(longInText)),
  ...pathsOf(["README.md", "media/**/*.md"])
    .filter((path) => !forContributors.test(path))
    .flatMap((path) => longLines(path, longInDocument(read(path)))),
];

const found = [
  ...pathsOf(searched).flatMap((path) => lines(path, findAvoidedWords(read(path)))),
  ...pathsOf(readByPeople).flatMap((path) => lines(path, findAvoidedInText(read(path)))),
  ...lines(germanTexts, findAvoidedInText(english(read(germanTexts)))),
];
if (found.length + longs.length > 0) {
  const avoided = `${found.length} avoided words (scripts/words/avoidedWords.ts)`;
  console.error([...found, ...longs, `${avoided}, ${longs.length} long sentences`].join("\n"));
  process.exitCode = 1;
}
