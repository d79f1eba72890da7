/** How a page takes the messages of its extension. */
export interface ReceiverParts<Message> {
  /** The message, or null where the page cannot use it. */
  parse(value: unknown): Message | null;
  /** @throws where what the message says cannot be shown. */
  receive(message: Message): void;
  /** Whether a message holds all that the page shows. */
  isWhole(message: Message): boolean;
  /** Asks the extension for all that the page shows. */
  askAgain(): void;
  /** Says in the extension's log what was wrong. */
  report(text: string): void;
}

/** Of what is wrong again and again so much is said in so many milliseconds. */
const mostReports = 20;
const reportsFor = 60_000;

/** An extension that sends nothing better is asked no more. */
const mostAsks = 3;

/**
 * Takes what the extension sends. What the page cannot use is passed over and said in the log; where a message that holds
 * everything cannot be drawn, the page goes back to the last one that it could draw.
 */
export class Receiver<Message> {
  readonly #parts: ReceiverParts<Message>;
  /** The last message of all that was drawn, and the one that is shown now. */
  #drawn: Message | null = null;
  #shown: Message | null = null;
  #reports = 0;
  #reportsSince = -Infinity;
  #asks = 0;

  constructor(parts: ReceiverParts<Message>) {
    this.#parts = parts;
  }

  /** From now on takes every message to this page. */
  listen(): void {
    window.addEventListener("message", ({ data }: MessageEvent<unknown>) => this.take(data));
    window.addEventListener("error", ({ error }) => this.#failed(error));
    window.addEventListener("unhandledrejection", ({ reason }) => this.#failed(reason));
  }

  take(value: unknown): void {
    const message = this.#parts.parse(value);
    if (message === null) {
      this.#report(`A message of the extension was ignored, which the page cannot use: ${kindOf(value)}.`);
      return;
    }
    if (this.#parts.isWhole(message)) {
      this.#shown = message;
      onceDrawn(() => {
        this.#drawn = this.#shown === message ? message : this.#drawn;
      });
    }
    try {
      this.#parts.receive(message);
    } catch (error) {
      if (!this.#failed(error) && this.#asks < mostAsks) {
        this.#asks += 1;
        this.#parts.askAgain();
      }
    }
  }

  /**
   * Something went wrong, maybe since the message that is shown cannot be drawn: then the one before is shown again.
   * Returns whether there is one.
   */
  #failed(error: unknown): boolean {
    this.#report(error instanceof Error ? (error.stack ?? error.message) : String(error));
    const before = this.#shown === this.#drawn ? null : this.#drawn;
    this.#shown = this.#drawn;
    if (before !== null) {
      this.#again(before);
    }
    return before !== null;
  }

  #again(message: Message): void {
    try {
      this.#parts.receive(message);
    } catch (error) {
      this.#report(error instanceof Error ? (error.stack ?? error.message) : String(error));
    }
  }

  #report(text: string): void {
    const now = performance.now();
    if (now - this.#reportsSince > reportsFor) {
      this.#reportsSince = now;
      this.#reports = 0;
    }
    this.#reports += 1;
    if (this.#reports <= mostReports) {
      this.#parts.report(text);
    }
  }
}

/** Calls back when what was asked to be drawn now has been: in the frame after the one that draws it. */
function onceDrawn(act: () => void): void {
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(act)));
}

/** What a message says that it is, for a log. */
function kindOf(value: unknown): string {
  const type: unknown = typeof value === "object" && value !== null ? Reflect.get(value, "type") : undefined;
  return typeof type === "string" ? JSON.stringify(type.slice(0, 100)) : typeof value;
}
