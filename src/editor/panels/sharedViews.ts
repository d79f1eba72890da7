import * as vscode from "vscode";
import { t } from "../../l10n.ts";
import type { ViewsMessage } from "../../protocol/runsPage.ts";
import { sharedView, type SharedView } from "../../sweep/view/sharedView.ts";
import { parseTableView } from "../../sweep/view/tableView.ts";
import { parseViews, viewsFileName, withView } from "../../sweep/view/viewsFile.ts";
import { UserError } from "../vscode/errorBoundary.ts";
import { readBytes } from "../vscode/readBytes.ts";

/** The views that people share by a file in the folders of a workspace, by name; that of the first folder counts. */
export class SharedViews implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #watcher = vscode.workspace.createFileSystemWatcher(`**/${viewsFileName}`);

  constructor() {
    for (const event of [this.#watcher.onDidChange, this.#watcher.onDidCreate, this.#watcher.onDidDelete]) {
      event(() => this.#changed.fire());
    }
  }

  readonly onDidChange = this.#changed.event;

  /** All of them, for a page. A file that cannot be parsed has none: what is wrong with it is said where a view is saved. */
  async message(): Promise<ViewsMessage> {
    const views = new Map<string, SharedView>();
    for (const file of files()) {
      const text = await textOf(file);
      const read = text === null ? null : parseViews(text);
      if (read?.ok === true) {
        read.views.forEach((view, name) => views.set(name, views.get(name) ?? view));
      }
    }
    return { type: "views", views: [...views].map(([name, view]) => ({ name, view })) };
  }

  /**
   * Writes a view into the file of the first folder. `view`: as a page sent it.
   * @throws {UserError} where there is no folder, or where its file is broken, which is left as it is then.
   */
  async save(name: string, view: object): Promise<void> {
    const file = firstFile();
    const text = await textOf(file);
    const read = text === null ? null : parseViews(text);
    if (read?.ok === false) {
      throw new UserError(read.problem);
    }
    const written = withView(text, name, sharedView(parseTableView(view)));
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(written));
    this.#changed.fire();
  }

  /** Opens the file, where views are renamed and deleted. */
  async open(): Promise<void> {
    await vscode.window.showTextDocument(firstFile());
  }

  dispose(): void {
    this.#watcher.dispose();
    this.#changed.dispose();
  }
}

function files(): readonly vscode.Uri[] {
  const folders = vscode.workspace.workspaceFolders ?? [];
  return folders.map(({ uri }) => vscode.Uri.joinPath(uri, viewsFileName));
}

function firstFile(): vscode.Uri {
  const [first] = files();
  if (first === undefined) {
    throw new UserError(t("Open a folder first: shared views are saved in it."));
  }
  return first;
}

async function textOf(file: vscode.Uri): Promise<string | null> {
  const bytes = await readBytes(file);
  return bytes === null ? null : new TextDecoder().decode(bytes);
}
