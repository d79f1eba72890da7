/** The custom editor that a manifest offers for CSVs: its view type, or null. */
export function csvEditorOf(manifest: unknown): string | null {
  const editors = memberOf(memberOf(manifest, "contributes"), "customEditors");
  for (const editor of Array.isArray(editors) ? (editors as unknown[]) : []) {
    const [type, selectors] = [memberOf(editor, "viewType"), memberOf(editor, "selector")];
    const patterns = Array.isArray(selectors)
      ? (selectors as unknown[]).map((selector) => memberOf(selector, "filenamePattern"))
      : [];
    if (typeof type === "string" && patterns.some((pattern) => typeof pattern === "string" && opensCsv(pattern))) {
      return type;
    }
  }
  return null;
}

/** Patterns of file names are globs: "*.csv", "*.{csv,tsv}". */
function opensCsv(pattern: string): boolean {
  return /[.{,]csv\b/i.test(pattern) || pattern === "*";
}

function memberOf(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null && key in value ? (value as Record<string, unknown>)[key] : null;
}
