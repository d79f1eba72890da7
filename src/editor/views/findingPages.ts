import { readFile } from "node:fs/promises";
import * as vscode from "vscode";
import type { FindingCode } from "../../contract/model/finding.ts";
import { findingMeanings } from "../../contract/model/findingMeanings.ts";
import { isCode } from "../../contract/model/severities.ts";

/**
 * Scheme of the pages that explain findings. The code of a diagnostic links to one: VS Code opens any address there but
 * no longer runs commands, and the manifest associates this scheme with its Markdown preview.
 */
const scheme = "slopewise-finding";

/** The page that explains findings of a code. */
export function pageOf(code: FindingCode): vscode.Uri {
  return vscode.Uri.from({ scheme, path: `/${code}.md` });
}

/** Shows the page that explains findings of a code. */
export async function openPage(code: FindingCode): Promise<void> {
  await vscode.commands.executeCommand("markdown.showPreview", pageOf(code));
}

/** Serves each finding's part of the packaged `media/findings.md` as a page of its own. */
export class FindingPages implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #file: vscode.Uri;
  readonly #registration: vscode.Disposable;

  constructor(extension: vscode.Uri) {
    this.#file = vscode.Uri.joinPath(extension, "media", "findings.md");
    this.#registration = vscode.workspace.registerTextDocumentContentProvider(scheme, this);
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const code = uri.path.replace(/^\/|\.md$/g, "");
    // What a code means is said even where the file cannot be read.
    return isCode(code) ? pageText(code, await readFile(this.#file.fsPath, "utf8").catch(() => "")) : "";
  }

  dispose(): void {
    this.#registration.dispose();
  }
}

/** The part of all explanations that is about one code: from its heading of the second level to the next. */
function pageText(code: FindingCode, all: string): string {
  const [, ...sections] = all.split(/^## /m);
  const section = sections.find((text) => text.split("\n")[0]?.replaceAll("`", "").trim() === code);
  const body = section === undefined ? findingMeanings[code] : section.slice(section.indexOf("\n")).trim();
  return `# ${code}\n\n${body}\n`;
}
