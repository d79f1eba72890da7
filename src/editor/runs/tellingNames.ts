/** Parts that names of one folder have in common are left out from so many characters on. */
const fewestCommon = 8;

/** Where a name's parts begin: after a separator, which belongs to the part before it. */
const part = /[^_\-. ]+[_\-. ]*/g;

/**
 * Names of runs without the long parts that all runs of their folder have in common at the start or at the end, such as
 * a model and the time of a sweep: a narrow list cuts names, and would show the same of all. Names stay as they are where
 * what is left would be no word, or the name of another run. `names`: by the run's whole name, its folders with `/`.
 */
export function tellingNames(names: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const telling = new Map(names);
  const taken = new Set(names.values());
  for (const runs of siblings([...names.keys()]).values()) {
    const long = runs.map((run) => names.get(run) ?? run);
    const short = withoutCommon(long);
    const isFree = new Set(short).size === short.length && short.every((name) => !taken.has(name));
    if (isFree && short.every((name) => /\p{L}/u.test(name))) {
      runs.forEach((run, at) => telling.set(run, short[at] ?? run));
      short.forEach((name) => taken.add(name));
    }
  }
  return telling;
}

/** The runs of each folder that holds several. */
function siblings(runs: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const byFolder = new Map<string, string[]>();
  for (const run of runs) {
    const folder = run.slice(0, run.lastIndexOf("/") + 1);
    byFolder.set(folder, [...(byFolder.get(folder) ?? []), run]);
  }
  return new Map([...byFolder].filter(([, all]) => all.length > 1));
}

function withoutCommon(names: readonly string[]): readonly string[] {
  const parts = names.map((name) => name.match(part) ?? []);
  const start = commonParts(parts);
  const rest = parts.map((all) => all.slice(start.length));
  const end = commonParts(rest.map((all) => all.toReversed())).toReversed();
  const from = start.join("").length < fewestCommon ? 0 : start.length;
  const to = end.join("").length < fewestCommon ? 0 : end.length;
  return parts.map((all) =>
    all
      .slice(from, all.length - to)
      .join("")
      .replace(/[_\-. ]+$/, ""),
  );
}

/** The parts that all begin with. */
function commonParts(all: readonly (readonly string[])[]): readonly string[] {
  const [first = []] = all;
  const count = first.findIndex((one, at) => all.some((other) => other[at] !== one));
  return count === -1 ? first : first.slice(0, count);
}
