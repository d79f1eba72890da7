import type { FromPanel } from "../../src/protocol/panel.ts";

/** What VS Code gives a page to speak with its extension; may be asked for once only. */
interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** The extension's side of the page. */
export class Host {
  readonly #api = acquireVsCodeApi();

  send(message: FromPanel): void {
    this.#api.postMessage(message);
  }

  /**
   * What a person chose before, unchecked: what the page kept itself as long as its tab was open, and what the extension
   * wrote into it from an earlier time. VS Code saves the two on its own at different moments, so that a tab which comes
   * back may bring the older one.
   */
  get kept(): readonly unknown[] {
    const earlier: unknown = JSON.parse(document.getElementById("app")?.dataset["view"] ?? "null");
    return [this.#api.getState(), earlier];
  }

  /** The metrics that a person looks at first in any run. */
  get favorites(): readonly string[] {
    const kept: unknown = JSON.parse(document.getElementById("app")?.dataset["favorites"] ?? "[]");
    return Array.isArray(kept) ? kept.filter((name) => typeof name === "string") : [];
  }

  /** Remembers what the page shows as long as its tab is open. */
  keep(view: object): void {
    this.#api.setState(view);
  }

  /** Remembers what a person chose, for the next time that the same runs are shown too. */
  keepChoice(view: object): void {
    this.keep(view);
    this.send({ type: "keep", view });
  }
}
