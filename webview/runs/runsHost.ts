import type { FromRunsPage } from "../../src/protocol/runsPage.ts";
import type { TableView } from "../../src/sweep/view/tableView.ts";

/** What VS Code gives a page to speak with its extension; may be asked for once only. */
interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** Milliseconds between a change of the table's layout and its being remembered: a filter is typed letter by letter. */
const keepAfter = 200;

/** The extension's side of the page. */
export class RunsHost {
  readonly #api = acquireVsCodeApi();
  #timer = 0;
  /** A layout that waits to be remembered. */
  #waiting: TableView | null = null;

  constructor() {
    // A tab that comes back after a reload of the window is known by its state alone.
    this.keepTicks(this.keptTicks);
    // A page that is hidden is taken down, with its timers.
    for (const event of ["blur", "pagehide"]) {
      window.addEventListener(event, () => this.#flush());
    }
  }

  send(message: FromRunsPage): void {
    // What is asked for may hide the page.
    this.#flush();
    this.#api.postMessage(message);
  }

  /** Remembers how the table is laid out, in this workspace. */
  keepView(view: TableView): void {
    clearTimeout(this.#timer);
    this.#waiting = view;
    this.#timer = window.setTimeout(() => this.#flush(), keepAfter);
  }

  #flush(): void {
    const view = this.#waiting;
    this.#waiting = null;
    clearTimeout(this.#timer);
    if (view !== null) {
      this.#api.postMessage({ type: "keep", view } satisfies FromRunsPage);
    }
  }

  /** What was ticked in this tab, by log: a page that is hidden is taken down. */
  get keptTicks(): readonly string[] {
    const state = this.#api.getState();
    const ticked = typeof state === "object" && state !== null && "ticked" in state ? state.ticked : [];
    return Array.isArray(ticked) ? ticked.filter((log) => typeof log === "string") : [];
  }

  keepTicks(ticked: readonly string[]): void {
    this.#api.setState({ ticked, shows: shown() });
  }
}

/** What the extension wrote into the page of what it shows. */
function shown(): readonly unknown[] {
  const shows: unknown = JSON.parse(document.getElementById("app")?.dataset["logs"] ?? "[]");
  return Array.isArray(shows) ? shows : [];
}
