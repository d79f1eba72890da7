import type { LinesChart } from "../../src/sweep/curves/linesChart.ts";
import type { PictureMessage } from "../../src/protocol/picture.ts";

interface Waiting {
  resolve(svg: string): void;
  reject(reason: Error): void;
}

/** Charts that the extension was asked to draw, until they come. */
export class AskedPictures {
  readonly #ask: (ask: number, chart: LinesChart) => void;
  readonly #waiting = new Map<number, Waiting>();
  #number = 0;

  constructor(ask: (ask: number, chart: LinesChart) => void) {
    this.#ask = ask;
  }

  /** A chart as an SVG document; rejects with the reason where it cannot be drawn. */
  draw(chart: LinesChart): Promise<string> {
    this.#number += 1;
    const number = this.#number;
    return new Promise((resolve, reject) => {
      this.#waiting.set(number, { resolve, reject });
      this.#ask(number, chart);
    });
  }

  take({ ask, svg, problem }: PictureMessage): void {
    const waiting = this.#waiting.get(ask);
    this.#waiting.delete(ask);
    if (svg === null) {
      waiting?.reject(new Error(problem));
    } else {
      waiting?.resolve(svg);
    }
  }
}
