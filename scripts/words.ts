// Prints each avoided word (words/avoidedWords.ts) in names, comments, texts and documents; exit code 1 where there is one.
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./host/places.ts";
import { findAvoidedWords } from "./words/avoidedWords.ts";

const searched = [
  "{src,webview,scripts,test}/**/*.{ts,mts,mjs,css}",
  "media/**/*.{md,py}",
  "*.{md,mjs}",
  "package.json",
  "package.nls.json",
];
/** The list itself and its test. */
const exempt = ["scripts/words/avoidedWords.ts", "test/unit/scripts/avoidedWords.test.ts"];

const paths = globSync(searched, { cwd: root })
  .map((path) => path.replaceAll("\\", "/"))
  .filter((path) => !exempt.includes(path) && !path.startsWith("test/data/"))
  .sort();
const found = paths.flatMap((path) =>
  findAvoidedWords(readFileSync(join(root, path), "utf8")).map(
    ({ line, word, better }) => `${path}:${line}: "${word}"; better: ${better}`,
  ),
);
if (found.length > 0) {
  console.error([...found, `${found.length} avoided words (scripts/words/avoidedWords.ts)`].join("\n"));
  process.exitCode = 1;
}
