import * as vscode from "vscode";
import { version } from "../package.json";
import { registerDocs } from "./editor/commands/openDocs.ts";
import { ErrorBoundary } from "./editor/vscode/errorBoundary.ts";
import { speakTheEditorsLanguage } from "./editor/vscode/language.ts";
import { Session } from "./editor/session.ts";

let session: Session | null = null;

export function activate(context: vscode.ExtensionContext): void {
  const boundary = new ErrorBoundary();
  context.subscriptions.push(boundary);
  try {
    speakTheEditorsLanguage();
    boundary.output.info(`Slopewise ${version}, VS Code ${vscode.version}, ${process.platform} ${process.arch}`);
    context.subscriptions.push(registerDocs(context.extensionUri, boundary));
    session = new Session(context, boundary);
    // Activation does not wait for the search: the view says that it is under way.
    session.start().catch((error: unknown) => boundary.show(error));
  } catch (error) {
    boundary.show(error);
  }
}

/** VS Code waits up to five seconds for this: the worker ends what it is writing. */
export async function deactivate(): Promise<void> {
  await session?.dispose();
  session = null;
}
