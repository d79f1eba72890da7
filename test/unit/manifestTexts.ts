import { readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..", "..");

/** The texts of a file next to the manifest, by key. */
export function textsFile(name: string): ReadonlyMap<string, string> {
  const texts: unknown = JSON.parse(readFileSync(join(root, name), "utf8"));
  return new Map(Object.entries(texts as Record<string, string>));
}

/** The keys that a manifest refers to, each as `%key%`. */
export function keysOf(manifest: unknown): string[] {
  return [...JSON.stringify(manifest).matchAll(/"%([\w.-]+)%"/g)].map(([, key]) => key ?? "");
}

/** A manifest with the texts of a file in place of its keys, as VS Code reads it. @throws {Error} for a missing text. */
export function inLanguage<Manifest>(manifest: Manifest, file: string): Manifest {
  const texts = textsFile(file);
  const written = JSON.stringify(manifest).replaceAll(/"%([\w.-]+)%"/g, (_, key: string) => {
    const text = texts.get(key);
    if (text === undefined) {
      throw new Error(`${file} has no text for ${key}.`);
    }
    return JSON.stringify(text);
  });
  return JSON.parse(written) as Manifest;
}
