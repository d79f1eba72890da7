import { EventEmitter } from "node:events";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { temporaryFolder, type Endings } from "./endings.ts";
import { startGuarded, runGuarded } from "./guarded.ts";
import { serverScript } from "./install.ts";

const startLimitMs = 180_000;

export interface ServerOptions {
  /** 0 picks a free one. */
  readonly port?: number;
  /** Whether a folder must be trusted first, as in a VS Code that nobody set up. */
  readonly asksForTrust?: boolean;
  /** Whether a page may ask for an extension under development and its tests. */
  readonly runsTests?: boolean;
  /**
   * How long a window that went away may come back to its extension host, in seconds; three hours unless given. Until then
   * the extension goes on reading the logs of a window that was closed.
   */
  readonly graceSeconds?: number;
  /** A packaged extension to install. */
  readonly vsix?: string;
  /** The person's settings. */
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
}

/** What a first start would show besides the work: nothing that comes from elsewhere. */
const quiet = {
  "workbench.startupEditor": "none",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "chat.disableAIFeatures": true,
  "extensions.autoCheckUpdates": false,
  "telemetry.telemetryLevel": "off",
};

/** A running VS Code to open in a browser. */
export interface Server {
  readonly port: number;
  /** Resolves with the exit code should the server end by itself. */
  readonly exited: Promise<number>;
  /** Folder under which the server and its extension hosts write their logs. */
  readonly logs: string;
  /** Folder of the installed extensions. */
  readonly extensions: string;
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
  await mkdir(join(data, "data", "User"), { recursive: true });
  await writeFile(join(data, "data", "User", "settings.json"), JSON.stringify({ ...quiet, ...options.settings }));
  const { port, exited } = await listen(endings, [...command, ...flags(options)], {
    ...(await homeOf(home)),
    ...options.env,
  });
  const authority = `127.0.0.1:${port}`;
  return {
    port,
    exited,
    logs: join(data, "data", "logs"),
    extensions: join(data, "extensions"),
    window: (folder, payload = []) => {
      const query = payload.length === 0 ? "" : `&payload=${encodeURIComponent(JSON.stringify(payload))}`;
      return `http://${authority}/?folder=${encodeURIComponent(folder).replaceAll("%2F", "/")}${query}`;
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
    ...(options.graceSeconds === undefined ? [] : ["--reconnection-grace-time", String(options.graceSeconds)]),
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

interface Listening {
  readonly port: number;
  readonly exited: Promise<number>;
}

/** Starts the server and waits until it says where it listens and answers there. */
async function listen(endings: Endings, command: readonly string[], env: Record<string, string>): Promise<Listening> {
  const lines = new EventEmitter<{ line: [string] }>();
  const output: string[] = [];
  lines.on("line", (line) => output.push(line));
  const { exited } = startGuarded(endings, command, { env, onLine: (line) => lines.emit("line", line) });
  const failed = (what: string): Error => new Error(`VS Code's server ${what}. It printed:\n${output.join("\n")}`);
  const port = await new Promise<number>((resolve, reject) => {
    const limit = setTimeout(() => reject(failed("did not start within three minutes")), startLimitMs);
    lines.on("line", (line) => {
      const bound = /^Server bound to .*:(\d+) /.exec(line)?.[1];
      if (bound !== undefined) {
        clearTimeout(limit);
        resolve(Number(bound));
      }
    });
    void exited.then((code) => {
      clearTimeout(limit);
      reject(failed(`ended with exit code ${code}`));
    });
  });
  const answer = await fetch(`http://127.0.0.1:${port}/version`);
  if (!answer.ok) {
    throw failed(`answers with status ${answer.status}`);
  }
  return { port, exited };
}
