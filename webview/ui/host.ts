import type { FromPanel, PanelState, ToPanel } from "../../src/protocol/panel.ts";

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

  /** Calls back with everything that the extension sends; anything else that arrives is passed over. */
  listen(receive: (message: ToPanel) => void): void {
    window.addEventListener("message", (event: MessageEvent<unknown>) => {
      const message = messageOf(event.data);
      if (message !== null) {
        receive(message);
      }
    });
  }
}

function messageOf(value: unknown): ToPanel | null {
  if (typeof value !== "object" || value === null || !("type" in value)) {
    return null;
  }
  switch (value.type) {
    case "state":
      return isStateMessage(value) ? value : null;
    case "columns":
      return isColumnsMessage(value) ? value : null;
    case "trend":
      return isTrendMessage(value) ? value : null;
    case "picture":
      return isPictureMessage(value) ? value : null;
    default:
      return null;
  }
}

function isStateMessage(value: object): value is Extract<ToPanel, { type: "state" }> {
  return "state" in value && isRunState(value.state);
}

function isColumnsMessage(value: object): value is Extract<ToPanel, { type: "columns" }> {
  return (
    "log" in value &&
    typeof value.log === "string" &&
    "part" in value &&
    typeof value.part === "object" &&
    value.part !== null &&
    "values" in value.part &&
    value.part.values instanceof Float64Array
  );
}

function isTrendMessage(value: object): value is Extract<ToPanel, { type: "trend" }> {
  return (
    "log" in value &&
    typeof value.log === "string" &&
    "metric" in value &&
    typeof value.metric === "string" &&
    "trend" in value &&
    typeof value.trend === "object"
  );
}

function isPictureMessage(value: object): value is Extract<ToPanel, { type: "picture" }> {
  const { ask, svg, problem }: Readonly<Record<string, unknown>> = { ...value };
  return typeof ask === "number" && (svg === null || typeof svg === "string") && typeof problem === "string";
}

function isRunState(value: unknown): value is PanelState {
  return (
    typeof value === "object" &&
    value !== null &&
    "log" in value &&
    typeof value.log === "string" &&
    "run" in value &&
    typeof value.run === "string" &&
    "review" in value &&
    typeof value.review === "object" &&
    "plot" in value &&
    typeof value.plot === "object"
  );
}
