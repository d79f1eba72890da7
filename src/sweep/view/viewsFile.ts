import { applyEdits, modify, parse, type ParseError } from "jsonc-parser";
import { tooDeepAt } from "../../contract/model/nesting.ts";
import { t } from "../../l10n.ts";
import { sharedView, type SharedView } from "./sharedView.ts";
import { parseTableView } from "./tableView.ts";

/** Name of the file in which people share how they laid out the table of runs. */
export const viewsFileName = "slopewise.view.json";

/** Shared views by name, or why a file has none. */
export type ReadViews =
  | { readonly ok: true; readonly views: ReadonlyMap<string, SharedView> }
  | { readonly ok: false; readonly problem: string };

/** Reads a file of shared views; comments are allowed. What a view does not say is as usual. */
export function parseViews(text: string): ReadViews {
  const errors: ParseError[] = [];
  const isShallow = tooDeepAt(text) === null;
  const root: unknown = isShallow ? parse(text, errors, { allowTrailingComma: true }) : null;
  const views: unknown = isRecord(root) ? root["views"] : undefined;
  if (errors.length > 0 || !isRecord(views) || !Object.values(views).every(isRecord)) {
    return {
      ok: false,
      problem: t('{0} is not used: it has to be a JSON object such as {"views": {"name": {…}}}.', viewsFileName),
    };
  }
  return {
    ok: true,
    views: new Map(Object.entries(views).map(([name, view]) => [name, sharedView(parseTableView(view))])),
  };
}

/** A line with more characters was written by a program: it takes minutes to lay out, and nobody reads it. */
const longestLine = 10_000;

/** The text of a file with a view under a name, in the place of one that had it; all else stays. `text`: null for no file. */
export function withView(text: string | null, name: string, view: SharedView): string {
  const formattingOptions = { tabSize: 2, insertSpaces: true, eol: "\n", insertFinalNewline: true };
  const before = text ?? '{\n  "views": {}\n}\n';
  const isWritten = before.split("\n").some((line) => line.length > longestLine);
  return applyEdits(before, modify(before, ["views", name], view, isWritten ? {} : { formattingOptions }));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
