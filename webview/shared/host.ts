import type { FromPanel, RunState } from "../../src/protocol.ts";

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

  /** What the page kept when it was shown last, unchecked. */
  get kept(): unknown {
    return this.#api.getState();
  }

  keep(state: object): void {
    this.#api.setState(state);
  }

  /** Calls back with every state that the extension sends; anything else that arrives is passed over. */
  listen(show: (state: RunState) => void): void {
    window.addEventListener("message", (event: MessageEvent<unknown>) => {
      const state = stateOf(event.data);
      if (state !== null) {
        show(state);
      }
    });
  }
}

function stateOf(value: unknown): RunState | null {
  if (typeof value !== "object" || value === null || !("type" in value) || value.type !== "state") {
    return null;
  }
  const state = "state" in value ? value.state : null;
  return isRunState(state) ? state : null;
}

function isRunState(value: unknown): value is RunState {
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
