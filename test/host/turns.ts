/** What one of several steps that run at the same time prints. */
export interface Turn {
  readonly line: (text: string) => void;
  /** Says that nothing more comes. */
  readonly end: () => void;
}

interface Waiting {
  readonly held: string[];
  ended: boolean;
}

/**
 * Prints what steps say that run at the same time, one step after the other: the lines of the one that began first come
 * through at once, those of the others wait until it has ended.
 */
export class Turns {
  readonly #print: (line: string) => void;
  #waiting: readonly Waiting[] = [];

  constructor(print: (line: string) => void) {
    this.#print = print;
  }

  begin(): Turn {
    const own: Waiting = { held: [], ended: false };
    this.#waiting = [...this.#waiting, own];
    return {
      line: (text) => {
        own.held.push(text);
        this.#printTurns();
      },
      end: () => {
        own.ended = true;
        this.#printTurns();
      },
    };
  }

  /** Prints what is still held: for an end that comes before that of the steps. */
  printAll(): void {
    this.#waiting.forEach((one) => this.#empty(one));
  }

  #printTurns(): void {
    for (const one of this.#waiting) {
      this.#empty(one);
      if (!one.ended) {
        return;
      }
      this.#waiting = this.#waiting.slice(1);
    }
  }

  #empty({ held }: Waiting): void {
    held.splice(0).forEach((line) => this.#print(line));
  }
}
