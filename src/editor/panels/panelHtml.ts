import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import { currentLanguage } from "../../l10n.ts";

/** Folder of the built webview, below the extension's own. */
function webviewRoot(extension: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(extension, "dist", "webview");
}

/** What every page, new or revived, may do: run its script, load its own files, and open the documents. */
export function panelOptions(extension: vscode.Uri): vscode.WebviewOptions {
  return {
    enableScripts: true,
    enableCommandUris: ["slopewise.openDocs"],
    localResourceRoots: [webviewRoot(extension)],
  };
}

/** Hash of an empty style element: the UI toolkit makes one and fills it by script. It lets nothing else in. */
const emptyStyle = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";

/** What a page is made with: its bundle, the logs or the sweep that it shows, and what the person chose when it showed them last. */
export interface PanelContent {
  /** Its script and its style sheet by this name. */
  readonly page: "run" | "runs";
  readonly title: string;
  readonly logs: readonly string[];
  readonly view: unknown;
  /** The metrics that the person looks at first, of a page that shows metrics. */
  readonly favorites?: readonly string[];
}

/** The page of a panel: nothing but a place for the script, which builds the rest from the messages that it gets. */
export function panelHtml(webview: vscode.Webview, extension: vscode.Uri, content: PanelContent): string {
  const nonce = randomBytes(16).toString("base64");
  const file = (name: string): string =>
    webview.asWebviewUri(vscode.Uri.joinPath(webviewRoot(extension), name)).toString();
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource} ${emptyStyle}`,
    `font-src ${webview.cspSource}`,
    `img-src ${webview.cspSource} data:`,
  ].join("; ");
  const { tag, texts } = currentLanguage();
  const given = { logs: content.logs, view: content.view, favorites: content.favorites ?? [], texts };
  const attributes = Object.entries(given).map(
    ([name, value]) => `data-${name}="${escapeHtml(JSON.stringify(value))}"`,
  );
  return `<!DOCTYPE html>
<html lang="${escapeHtml(tag)}">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${policy}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <link rel="stylesheet" href="${file("codicon.css")}" id="vscode-codicon-stylesheet" />
    <link rel="stylesheet" href="${file(`${content.page}.css`)}" />
    <title>${escapeHtml(content.title)}</title>
  </head>
  <body>
    <main id="app" ${attributes.join(" ")}></main>
    <script nonce="${nonce}" src="${file(`${content.page}.js`)}"></script>
  </body>
</html>`;
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
