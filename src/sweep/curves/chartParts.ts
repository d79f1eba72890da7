const longestText = 10_000;

/** The parts of something that came from a page; none where it is no object. */
export function partsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

/** A text that is not absurdly long; null where it is none. */
export function textIn(value: unknown): string | null {
  return typeof value === "string" && value.length <= longestText ? value : null;
}

/** Every entry as it is read; null where one of them is none, or where it is no list. */
export function listOf<One>(value: unknown, most: number, read: (entry: unknown) => One | null): readonly One[] | null {
  if (!Array.isArray(value) || value.length > most) {
    return null;
  }
  const all = value.flatMap((entry) => read(entry) ?? []);
  return all.length === value.length ? all : null;
}

/** Two finite numbers; null where they are none. */
export function numbersIn(value: unknown): readonly [number, number] | null {
  const [low, high] = listOf(value, 2, (end) => (typeof end === "number" && Number.isFinite(end) ? end : null)) ?? [];
  return low === undefined || high === undefined ? null : [low, high];
}

/** A color becomes an attribute of the picture: nothing but a color may. Null where it is none. */
export function colorIn(value: unknown): string | null {
  return typeof value === "string" && /^(#[0-9a-f]{3,8}|[a-z]+|rgba?\([\d.,%\s]+\))$/i.test(value) ? value : null;
}
