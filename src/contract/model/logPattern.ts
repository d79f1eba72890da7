import { addAll } from "../../extremes.ts";
import picomatch from "picomatch";
import { t } from "../../l10n.ts";

/** What keeps matching cheap by construction: the expression's length, and the ways to try it (see `waysOf`). */
const longest = 300;
const mostWays = 4 * 255 ** 2;
/** The longest name that file systems have. */
const longestName = 255;

/** A set of characters, whose signs stand for themselves. */
const set = /\[[!^]?\]?[^\]]*\]/g;

/** The part of globs that VS Code reads alike: no lists of patterns, ranges, negation or escapes. */
const options = {
  dot: true,
  windows: false,
  noextglob: true,
  nonegate: true,
  // `[!a]` for all but a.
  posix: true,
  literalBrackets: false,
  strictBrackets: true,
  // An expression that is none is an error, not one that matches nothing.
  debug: true,
} as const;

/**
 * What is wrong with a glob pattern for logs that stands at `place`, as a sentence without its period, or null: `**` stands for any folders,
 * `*` and `?` for characters of a name, `{a,b}` for alternatives, `[ab]` and `[!ab]` for one character.
 */
export function patternProblem(pattern: string, place: string): string | null {
  if (pattern.length > longest) {
    return t("{0} must not be longer than {1} characters", place, longest);
  }
  if (pattern.includes("\\")) {
    return t("{0} must have / between folders, not a backslash", place);
  }
  const ways = waysOf(pattern);
  if (ways === null) {
    return t("{0} must have braces in pairs, with alternatives as in {1}", place, "{a,b}");
  }
  if (ways > mostWays) {
    return t("{0} has too many wildcards and alternatives", place);
  }
  try {
    picomatch.makeRe(source(pattern), options);
    return null;
  } catch {
    return t("{0} must have brackets in pairs, with characters as in {1}", place, "[a-z]");
  }
}

/**
 * Whether a path, relative to the folder that the patterns hold for and with `/`, is one of the logs that they name.
 * A pattern without `/` names files of that folder itself. A pattern that has a problem names none.
 */
export function logMatcher(patterns: readonly string[]): (path: string) => boolean {
  const matchers = patterns
    .filter((pattern) => patternProblem(pattern, "") === null)
    .map((pattern) => picomatch.makeRe(source(pattern), options));
  return (path) => matchers.some((matcher) => matcher.test(path));
}

/** The pattern for picomatch, with what it would read as more than a character, and VS Code would not, escaped. */
function source(pattern: string): string {
  const plain = new RegExp(`${set.source}|[()|+^$"]`, "g");
  return pattern.replace(/^\.?\//, "").replace(plain, (part) => (part.length > 1 ? part : `\\${part}`));
}

/**
 * In how many ways an expression could fit a pattern to a path before it gives up: the combinations of alternatives,
 * times a name's length for every star that another one of its name, or `**` that another one, may leave characters to.
 * Null where braces do not match, or hold one alternative only, which globs are of two minds about.
 */
function waysOf(pattern: string): number | null {
  const open: number[] = [];
  const counts = { ways: 1, stars: 0, folders: 0 };
  for (const [part] of pattern.replace(set, "?").matchAll(/(?<![^/{,])\*\*(?![^/},])|\*+|[{},/]/g)) {
    if (part === "{") {
      open.push(1);
    } else if (part === "}") {
      const alternatives = open.pop() ?? 0;
      counts.ways *= alternatives > 1 ? alternatives : NaN;
    } else if (part === ",") {
      addAll(
        open,
        open.splice(-1).map((alternatives) => alternatives + 1),
      );
    } else if (part === "/") {
      counts.stars = open.length === 0 ? 0 : counts.stars;
    } else {
      const kind = part === "**" ? "folders" : "stars";
      counts.ways *= counts[kind] > 0 ? longestName : 1;
      counts[kind] += 1;
    }
  }
  return open.length > 0 || Number.isNaN(counts.ways) ? null : counts.ways;
}
