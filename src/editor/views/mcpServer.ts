import * as vscode from "vscode";

/** What VS Code has for servers of the Model Context Protocol, from 1.101 on; older ones have nothing. */
interface McpApi {
  readonly lm?: {
    registerMcpServerDefinitionProvider?(id: string, provider: McpProvider): vscode.Disposable;
  };
  readonly McpStdioServerDefinition?: new (
    label: string,
    command: string,
    args: string[],
    env: Record<string, string>,
    version: string,
  ) => object;
}

interface McpProvider {
  readonly onDidChangeMcpServerDefinitions: vscode.Event<void>;
  provideMcpServerDefinitions(): object[];
}

/**
 * Offers the runs of the workspace to assistants, by `slopewise mcp`: it reads only, and nothing outside the workspace's
 * folders. Where this editor knows no such servers nothing is offered. `version`: of the extension.
 */
export function registerMcpServer(extension: vscode.Uri, version: string): vscode.Disposable {
  const { lm, McpStdioServerDefinition: Definition } = vscode as unknown as McpApi;
  if (lm?.registerMcpServerDefinitionProvider === undefined || Definition === undefined) {
    return new vscode.Disposable(() => undefined);
  }
  const changed = new vscode.EventEmitter<void>();
  const cli = vscode.Uri.joinPath(extension, "dist", "cli.js").fsPath;
  const provider: McpProvider = {
    onDidChangeMcpServerDefinitions: changed.event,
    provideMcpServerDefinitions: () => {
      const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === "file");
      const args = [cli, "mcp", ...folders.map(({ uri }) => uri.fsPath)];
      // The editor's own program runs scripts where it is asked to.
      const env = { ELECTRON_RUN_AS_NODE: "1" };
      return folders.length === 0 || !vscode.workspace.isTrusted
        ? []
        : [new Definition("Slopewise", process.execPath, args, env, version)];
    },
  };
  return vscode.Disposable.from(
    changed,
    vscode.workspace.onDidChangeWorkspaceFolders(() => changed.fire()),
    vscode.workspace.onDidGrantWorkspaceTrust(() => changed.fire()),
    lm.registerMcpServerDefinitionProvider("slopewise.runs", provider),
  );
}
