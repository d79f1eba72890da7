import * as vscode from "vscode";

/** How many texts are kept: those of closed editors go, but what is open in a comparison must stay. */
const kept = 16;

/** Texts that no file holds, for editors that only show: one side of a comparison. */
export class VirtualTexts implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #scheme: string;
  readonly #registration: vscode.Disposable;
  readonly #texts = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();

  constructor(scheme: string) {
    this.#scheme = scheme;
    this.#registration = vscode.workspace.registerTextDocumentContentProvider(scheme, this);
  }

  readonly onDidChange = this.#changed.event;

  /** Keeps a text under a path, in place of the one that was there. */
  put(path: string, text: string): vscode.Uri {
    const uri = vscode.Uri.from({ scheme: this.#scheme, path });
    this.#texts.delete(uri.path);
    this.#texts.set(uri.path, text);
    for (const old of [...this.#texts.keys()].slice(0, Math.max(0, this.#texts.size - kept))) {
      this.#texts.delete(old);
    }
    this.#changed.fire(uri);
    return uri;
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.path) ?? "";
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }
}
