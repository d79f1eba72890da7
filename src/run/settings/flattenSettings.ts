import type { SettingValue } from "../../sweep/table/sweepRow.ts";

/** Settings of a file or a folder's name, by flattened key: `optimizer.lr`. */
export type Settings = ReadonlyMap<string, SettingValue>;

/** More settings than this are data, not settings; the rest is left out. */
const most = 1_000;
/** Objects inside each other deeper than this are not looked into. */
const deepest = 16;
/** A longer text is cut: nobody compares runs by it. */
const longest = 200;

/**
 * The numbers, texts and switches of a configuration by flattened key. A list becomes its JSON text, null and empty
 * objects are left out. `{ value, desc }`, as W&B writes every setting, is its value.
 */
export function flattenSettings(root: unknown): Settings {
  const settings = new Map<string, SettingValue>();
  visit(root, "", 0);
  return settings;

  function visit(value: unknown, key: string, depth: number): void {
    if (settings.size >= most || depth > deepest) {
      return;
    }
    const plain = settingValue(value);
    if (plain !== null && key !== "") {
      settings.set(key, plain);
    } else if (isObject(value)) {
      for (const [name, part] of Object.entries(value)) {
        visit(isWrapped(part) ? part.value : part, key === "" ? name : `${key}.${name}`, depth + 1);
      }
    }
  }
}

function settingValue(value: unknown): SettingValue | null {
  if (typeof value === "number" || typeof value === "boolean") {
    return value;
  }
  if (typeof value === "bigint") {
    return Number(value);
  }
  if (typeof value === "string") {
    return value.slice(0, longest);
  }
  return Array.isArray(value) ? listText(value) : null;
}

/** A list in short: what is inside of lists is shown as far as it has room. */
function listText(list: readonly unknown[]): string {
  const parts: string[] = [];
  let length = 0;
  for (const item of list) {
    const text = typeof item === "string" || typeof item === "number" || typeof item === "boolean" ? String(item) : "…";
    parts.push(text);
    length += text.length + 2;
    if (length > longest) {
      break;
    }
  }
  return `[${parts.join(", ")}]`.slice(0, longest);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** W&B wraps each setting with its description. */
function isWrapped(value: unknown): value is Readonly<Record<"value", unknown>> {
  return (
    isObject(value) &&
    Object.hasOwn(value, "value") &&
    Object.keys(value).every((key) => key === "value" || key === "desc")
  );
}
