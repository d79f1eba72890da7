import type { CurvesView } from "../../src/sweep/view/curvesView.ts";
import type { Range } from "../axes/range.ts";
import { Minimap } from "../charts/minimap.ts";
import type { Theme } from "../ui/theme.ts";
import type { DrawnLine } from "./curveLines.ts";
import { drawLittle } from "./littleLines.ts";

/** What of the x axis there is, and what of it the charts show. */
export interface MapAxis {
  readonly whole: Range;
  readonly shown: Range;
}

/** The lines of the first chart over all of their axis, small, with the part that is shown. */
export class CurvesMinimap {
  readonly #map: Minimap;
  #lines: readonly DrawnLine[] = [];

  constructor(zoom: (range: Range | null) => void) {
    this.#map = new Minimap(zoom);
  }

  get root(): HTMLElement {
    return this.#map.root;
  }

  /** Whether some of its lines are dashed. */
  get hasDashes(): boolean {
    return this.#lines.some(({ isDashed }) => isDashed);
  }

  /** Keeps the lines of all of the axis; those of a part of it are none to draw here. */
  keep(lines: readonly DrawnLine[]): void {
    this.#lines = lines;
  }

  draw({ whole, shown }: MapAxis, view: CurvesView, theme: Theme): void {
    const lines = this.#lines;
    const area = { left: 1, right: this.root.clientWidth - 1 };
    this.#map.show({
      ...{ whole, shown, kind: view.isLogX ? "log" : "linear", area, theme },
      of: [lines],
      draw: (context, height) => drawLittle(context, lines, { view, whole, area, height }),
    });
  }
}
