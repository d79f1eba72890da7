/** What the beginning of a file tells of whether it is a log; `unknown` where not enough stands there yet. */
export type LogSign = "log" | "other" | "unknown";

/** So many lines are enough to see what a file is. */
const mostLines = 16;

/** Words in the names of what training runs log: a file of JSON objects without any of them holds other data. */
const telling =
  /(^|[^a-z])(steps?|iters?|iterations?|epochs?|updates?|timesteps?|loss(es)?|acc(uracy)?|lr|learning_rate|reward|return|perplexity|ppl|bpd|kimg|tick|grad_norm)($|[^a-z])/i;

/** A name with its number, in text that is cut off somewhere. */
const numberAfterName = /"((?:[^"\\]|\\.){1,200})"\s*:\s*(?:-?\d|NaN|-?Infinity)/g;

/** Keys of the first line of mmcv's logs, which is longer than what is looked at, as a rule. */
const headOfMmcv = /^\{\s*"(env_info|config|mmcv_version|exp_name)"/;

/**
 * Whether a file that merely has the name of a log begins like one of JSON Lines: most of its first whole lines are
 * objects, and some of them hold numbers under names that training runs use.
 * `ended`: whether `head` is all of the file. `document`: whether its name is one that documents of a single object have
 * too, so that one line does not decide yet.
 */
export function contentSign(
  head: string,
  { ended, document }: { readonly ended: boolean; readonly document: boolean },
): LogSign {
  const pieces = head.replace(/^\uFEFF/, "").split("\n");
  const rest = pieces.pop() ?? "";
  const lines = pieces.filter((line) => line.trim() !== "").slice(0, mostLines);
  if (lines.length === 0) {
    return ended ? (rest.trim() === "" || rest.startsWith("{") ? "unknown" : "other") : signOfCutLine(rest);
  }
  const objects = lines.map(objectOf).filter((object) => object !== null);
  if (2 * objects.length <= lines.length) {
    return "other";
  }
  if (!objects.some((object) => holdsTelling(object, "", 0)) && !headOfMmcv.test(lines[0] ?? "")) {
    return ended ? "unknown" : "other";
  }
  return document && lines.length === 1 ? (ended ? "unknown" : signOfCutLine(rest)) : "log";
}

function signOfCutLine(line: string): LogSign {
  const names = [...line.matchAll(numberAfterName)].map(([, name]) => name ?? "");
  return line.startsWith("{") && (names.some((name) => telling.test(name)) || headOfMmcv.test(line)) ? "log" : "other";
}

/** The object that a line is, with Python's numbers that JSON has not; null for anything else. */
function objectOf(line: string): object | null {
  const plain = line.replace(/([:[,]\s*)(?:NaN|-?Infinity)(?=\s*[,\]}])/g, "$10");
  try {
    const value: unknown = JSON.parse(plain);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

/** Whether an object, or one within, holds a number under a telling name. */
function holdsTelling(object: object, above: string, depth: number): boolean {
  return Object.entries(object).some(([key, value]: [string, unknown]) => {
    const name = `${above}/${key}`;
    return typeof value === "number"
      ? telling.test(name)
      : typeof value === "object" && value !== null && depth < 2 && holdsTelling(value, name, depth + 1);
  });
}
