import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, afterEach, before } from "mocha";
import type { Browser, BrowserContext } from "playwright-core";
import { launchBrowser } from "../../scripts/host/browser.ts";
import { Endings, temporaryFolder } from "../../scripts/host/endings.ts";
import { testResults } from "../../scripts/host/places.ts";
import { startServer, type Server } from "../../scripts/host/server.ts";
import { patience } from "../host/patience.ts";
import { vsixFile } from "../../scripts/host/vsix.ts";
import { Complaints } from "./complaints.ts";
import { Workbench } from "./workbench.ts";

let suiteEndings = new Endings();
/** Closed windows must not keep extension hosts at work, and a window on a busy machine must not lose its own. */
const graceSeconds = 20;
const servers = new Map<boolean, Promise<Server>>();
let browser: Promise<Browser> | null = null;

/** Sets what ends the servers and the browser once all tests are done or the suite is stopped. */
export function useEndings(endings: Endings): void {
  suiteEndings = endings;
}

/** The browser of all tests, which is started with the first. */
export function theBrowser(): Promise<Browser> {
  return (browser ??= launchBrowser(suiteEndings));
}

export interface SessionOptions {
  /** Fills the workspace folder before it is opened. */
  readonly fill: (folder: string) => Promise<void>;
  readonly asksForTrust?: boolean;
  /** Of the window, in pixels. */
  readonly size?: { readonly width: number; readonly height: number };
  /** Display language; the workbench itself stays English, since its language packs are extensions of their own. */
  readonly language?: string;
  /** Errors that a test brings about, and that are logged as they should be. */
  readonly expects?: RegExp;
  /** Settings of the workspace. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** Most tests are about findings by the built-in contract, which short logs would not be held to by themselves. */
const usualSettings = { "workbench.colorTheme": "Dark Modern", "slopewise.contract.builtIn": "always" };

/** One VS Code window on a folder of its own, with the packaged extension installed. */
export class Session {
  readonly folder: string;
  readonly server: Server;
  readonly workbench: Workbench;
  readonly complaints: Complaints;
  readonly #settings: Readonly<Record<string, unknown>>;
  readonly #context: BrowserContext;

  private constructor(parts: Pick<Session, "folder" | "server" | "workbench" | "complaints">, more: More) {
    this.folder = parts.folder;
    this.server = parts.server;
    this.workbench = parts.workbench;
    this.complaints = parts.complaints;
    this.#settings = more.settings;
    this.#context = more.context;
  }

  static async open(options: SessionOptions): Promise<Session> {
    const folder = join(await temporaryFolder(suiteEndings, "workspace"), "training");
    const server = await serverFor(options.asksForTrust === true);
    const chromium = await theBrowser();
    const context = await chromium.newContext({
      viewport: options.size ?? { width: 1280, height: 860 },
      reducedMotion: "reduce",
    });
    context.setDefaultTimeout(patience.condition);
    if (options.language !== undefined) {
      // What the script of a language pack sets before the workbench starts.
      const tag = JSON.stringify(options.language);
      await context.addInitScript(`Object.defineProperty(globalThis, "_VSCODE_NLS_LANGUAGE", { value: ${tag} })`);
    }
    const page = await context.newPage();
    const complaints = new Complaints(page, server.logs);
    const workbench = new Workbench(page);
    const settings = options.settings ?? {};
    const session = new Session({ folder, server, workbench, complaints }, { settings, context });
    await session.changeSettings({});
    await options.fill(folder);
    await page.goto(server.window(folder));
    await workbench.waitUntilReady();
    return session;
  }

  /** Writes the workspace's settings: those it was opened with and `changes`. */
  async changeSettings(changes: Readonly<Record<string, unknown>>): Promise<void> {
    await mkdir(join(this.folder, ".vscode"), { recursive: true });
    const text = JSON.stringify({ ...usualSettings, ...this.#settings, ...changes });
    await writeFile(join(this.folder, ".vscode", "settings.json"), text);
  }

  /** Absolute path of a file of the workspace. */
  path(...parts: readonly string[]): string {
    return join(this.folder, ...parts);
  }

  /** Keeps a picture of the window for a person to look at. */
  async picture(name: string): Promise<void> {
    await this.workbench.page.screenshot({ path: join(testResults, `${name.replace(/[^\w-]+/g, "-")}.png`) });
  }

  async close(): Promise<void> {
    await this.#context.close();
  }
}

interface More {
  readonly settings: Readonly<Record<string, unknown>>;
  readonly context: BrowserContext;
}

/** A session for all tests of a `describe`; it ends with them, and fails them if Slopewise complained meanwhile. */
export function useSession(options: SessionOptions): () => Session {
  let session: Session | null = null;
  before(async () => {
    session = await Session.open(options);
  });
  afterEach(async function () {
    if (this.currentTest?.state === "failed") {
      await session?.picture(`failed ${this.currentTest.fullTitle()}`);
    }
  });
  after(async () => {
    await session?.close();
    await session?.complaints.assertNone(options.expects);
  });
  return () => {
    if (session === null) {
      throw new Error("The session opens before the first test.");
    }
    return session;
  };
}

/** Folder of the extension as VS Code unpacked it. */
export async function installedExtension(): Promise<string> {
  const { extensions } = await serverFor(false);
  const folder = (await readdir(extensions)).find((name) => name.startsWith("slopewise.slopewise-"));
  if (folder === undefined) {
    throw new Error(`There is no Slopewise in ${extensions}.`);
  }
  return join(extensions, folder);
}

function serverFor(asksForTrust: boolean): Promise<Server> {
  const present = servers.get(asksForTrust);
  const server = present ?? startServer(suiteEndings, { asksForTrust, vsix: vsixFile, graceSeconds });
  servers.set(asksForTrust, server);
  return server;
}
