import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";

/**
 * Errors that come from Slopewise, in the browser's console, the extension host's log and Slopewise's own: those of one
 * session. Each has hosts of its own, whose logs stay with the server.
 */
export class Complaints {
  readonly #console: string[] = [];
  readonly #logs: string;
  readonly #earlier: ReadonlySet<string>;

  constructor(page: Page, logs: string) {
    this.#logs = logs;
    this.#earlier = new Set(existsSync(logs) ? readdirSync(logs, { encoding: "utf8", recursive: true }) : []);
    page.on("console", (message) => {
      const text = `${message.text()} (${message.location().url})`;
      if (message.type() === "error" && isOurs(text)) {
        this.#console.push(text);
      }
    });
    page.on("pageerror", (error) => {
      if (isOurs(`${error.message} ${error.stack ?? ""}`)) {
        this.#console.push(error.stack ?? error.message);
      }
    });
  }

  /** `expected`: errors that the tests brought about. */
  async assertNone(expected?: RegExp): Promise<void> {
    const logged = [...this.#console, ...(await loggedErrors(this.#logs, this.#earlier))];
    const all = logged.filter((text) => expected?.test(text) !== true);
    assert.ok(all.length === 0, `Slopewise complained:\n${all.join("\n")}`);
  }
}

/**
 * The workbench and the pages of other extensions complain too, mostly that there is no internet. It also repeats what a
 * notification says to the user, where the file of verdicts may be named.
 */
function isOurs(text: string): boolean {
  return /slopewise\.(?!review\.json)/i.test(text);
}

/** Lines of level error with what follows them, from Slopewise's log and those on it in the extension host's. */
async function loggedErrors(folder: string, earlier: ReadonlySet<string>): Promise<string[]> {
  const errors: string[] = [];
  for (const file of (await readdir(folder, { recursive: true })).filter((path) => !earlier.has(path))) {
    const own = /slopewise\.slopewise[/\\][^/\\]*\.log$/.test(file);
    if (own || /exthost[^/\\]*\.log$/.test(file)) {
      const entries = (await readFile(join(folder, file), "utf8")).split(/^(?=\d{4}-\d\d-\d\d )/m);
      errors.push(...entries.filter((entry) => isError(entry) && (own || isOurs(entry))));
    }
  }
  return errors;
}

/** A window that closes cancels what is under way, which VS Code reports as an error of the view concerned. */
function isError(entry: string): boolean {
  return entry.includes("[error]") && !/: Canceled\s*$/.test(entry);
}
