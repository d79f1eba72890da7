const numbers = /(\d+(?:\.\d+)?(?:e[+-]?\d+)?)/i;
const texts = new Intl.Collator("en", { sensitivity: "base" });

/**
 * An order of names as people read them: `seed-2` before `seed-10`, `lr0.03` before `lr0.1`. Each name is taken apart
 * once, so that thousands are sorted quickly.
 */
export function nameOrder(): (one: string, other: string) => number {
  const parts = new Map<string, readonly (string | number)[]>();
  const partsOf = (name: string): readonly (string | number)[] => {
    // Every second part of a split is what it was split at.
    const own = parts.get(name) ?? name.split(numbers).map((part, i) => (i % 2 === 1 ? Number(part) : part));
    parts.set(name, own);
    return own;
  };
  return (one, other) => compareParts(partsOf(one), partsOf(other)) || (one < other ? -1 : one > other ? 1 : 0);
}

function compareParts(one: readonly (string | number)[], other: readonly (string | number)[]): number {
  for (let i = 0; i < Math.min(one.length, other.length); i++) {
    const [a, b] = [one[i], other[i]];
    if (a === b) {
      continue;
    }
    const order = typeof a === "number" && typeof b === "number" ? a - b : texts.compare(String(a), String(b));
    if (order !== 0) {
      return order;
    }
  }
  return one.length - other.length;
}
