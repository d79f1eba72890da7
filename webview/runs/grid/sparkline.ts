import { sparkHeight, sparkPath, sparkWidth } from "../../model/sparkPath.ts";

const svg = "http://www.w3.org/2000/svg";

/** A small picture of a curve, without axes; for the eye alone, since the numbers stand next to it. */
export class Sparkline {
  readonly root = document.createElementNS(svg, "svg");
  readonly #line = document.createElementNS(svg, "path");
  #drawn: readonly number[] = [];

  constructor() {
    this.root.setAttribute("class", "spark");
    this.root.setAttribute("viewBox", `0 0 ${sparkWidth} ${sparkHeight}`);
    this.root.setAttribute("aria-hidden", "true");
    this.root.append(this.#line);
  }

  draw(values: readonly number[]): void {
    if (values !== this.#drawn) {
      this.#drawn = values;
      this.#line.setAttribute("d", sparkPath(values));
    }
  }
}
