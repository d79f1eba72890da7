import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { temporaryFolder, type Endings } from "./endings.ts";
import { startGuarded, runGuarded } from "./guarded.ts";
import { serverScript } from "./install.ts";

const START_LIMIT_MS = 60_000;

export interface ServerOptions {
  /** 0 picks a free one. */
  readonly port?: number;
  /** Whether a folder must be trusted first, as in a VS Code that nobody set up. */
  readonly asksForTrust?: boolean;
  /** Whether a page may ask for an extension under development and its tests. */
  readonly runsTests?: boolean;
  /** A packaged extension to install. */
  readonly vsix?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** A running VS Code to open in a browser. */
export interface Server {
  readonly port: number;
  /** Folder under which the server and its extension hosts write their logs. */
  readonly logs: string;
  /** Address of a window on a folder. */
  readonly window: (folder: string, payload?: readonly (readonly [string, string])[]) => string;
  /** How the workbench names a file of the machine that the server runs on. */
  readonly remoteUri: (path: string) => string;
}

/** Starts the embedded VS Code with settings, extensions and a home folder of its own, and waits until it answers. */
export async function startServer(endings: Endings, options: ServerOptions = {}): Promise<Server> {
  const home = await temporaryFolder(endings, "home");
  const data = join(home, "server");
  const command = [process.execPath, serverScript, "--server-data-dir", data, "--accept-server-license-terms"];
  if (options.vsix !== undefined) {
    await installExtension(endings, command, options.vsix);
  }
  const port = await listen(endings, [...command, ...flags(options)], { ...(await homeOf(home)), ...options.env });
  const authority = `127.0.0.1:${port}`;
  return {
    port,
    logs: join(data, "data", "logs"),
    window: (folder, payload = []) => {
      const query = new URLSearchParams({ folder });
      if (payload.length > 0) {
        query.set("payload", JSON.stringify(payload));
      }
      return `http://${authority}/?${query.toString()}`;
    },
    remoteUri: (path) => `vscode-remote://${authority}${path}`,
  };
}

function flags(options: ServerOptions): string[] {
  const network = ["--host", "127.0.0.1", "--port", String(options.port ?? 0), "--without-connection-token"];
  return [
    ...network,
    "--disable-telemetry",
    ...(options.asksForTrust === true ? [] : ["--disable-workspace-trust"]),
    ...(options.runsTests === true ? ["--enable-smoke-test-driver"] : []),
  ];
}

/** Nothing of the person's own settings is read or written; sockets go where their paths stay short. */
async function homeOf(home: string): Promise<Record<string, string>> {
  const temporary = join(home, "tmp");
  await mkdir(temporary);
  return { HOME: home, XDG_RUNTIME_DIR: temporary, TMPDIR: temporary };
}

async function installExtension(endings: Endings, command: readonly string[], vsix: string): Promise<void> {
  const lines: string[] = [];
  const onLine = (line: string): void => void lines.push(line);
  const code = await runGuarded(endings, [...command, "--install-extension", vsix], { onLine });
  if (code !== 0 || !lines.some((line) => line.includes("successfully installed"))) {
    throw new Error(`VS Code did not install ${vsix}:\n${lines.join("\n")}`);
  }
}

/** The port that the server says it listens on, once it answers there. */
async function listen(endings: Endings, command: readonly string[], env: Record<string, string>): Promise<number> {
  const port = await boundPort(endings, command, env);
  const answer = await fetch(`http://127.0.0.1:${port}/version`);
  if (!answer.ok) {
    throw new Error(`VS Code's server answers with status ${answer.status}.`);
  }
  return port;
}

function boundPort(endings: Endings, command: readonly string[], env: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const lines: string[] = [];
    const fail = (what: string): void =>
      reject(new Error(`VS Code's server ${what}. It printed:\n${lines.join("\n")}`));
    const limit = setTimeout(() => fail("did not start within a minute"), START_LIMIT_MS);
    const onLine = (line: string): void => {
      lines.push(line);
      const port = /^Server bound to .*:(\d+) /.exec(line)?.[1];
      if (port !== undefined) {
        clearTimeout(limit);
        resolve(Number(port));
      }
    };
    const server = startGuarded(endings, command, { env, onLine });
    void server.exited.then((code) => {
      clearTimeout(limit);
      fail(`ended with exit code ${code}`);
    });
  });
}
