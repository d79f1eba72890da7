import type { PictureMessage } from "../../src/protocol/picture.ts";
import type { LinesChart } from "../../src/sweep/curves/linesChart.ts";
import { AskedPictures } from "../ui/askedPictures.ts";
import { loneLine } from "../charts/metricChart.ts";
import { residualTitles } from "../charts/residualPictures.ts";
import type { ChartModel } from "../model/chartModel.ts";
import type { AxisKind, Range } from "../axes/range.ts";
import type { ChartExport } from "../sections/exports/chartExport.ts";
import { curvatureExport } from "../sections/exports/curvatureExport.ts";
import { exportButton, type Exporting, type SavedChart } from "../sections/exports/exportButton.ts";
import { fileNameOf } from "../sections/exports/fileName.ts";
import { lossExport } from "../sections/exports/lossExport.ts";
import { metricExport } from "../sections/exports/metricExport.ts";
import { pictureSizes } from "../sections/exports/pictureSize.ts";
import { residualExport } from "../sections/exports/residualExport.ts";
import type { Menu } from "../ui/menu.ts";
import { t } from "../ui/text.ts";

export interface PanelExportParts {
  readonly menu: Menu;
  /** Name of the run. */
  readonly run: () => string;
  /** What the charts show now; null before the first review. */
  readonly shown: () => ChartModel | null;
  /** The part of the x axis that charts of a kind show; null for the kind of the loss. */
  readonly range: (kind: AxisKind | null) => Range;
  readonly save: (file: SavedChart) => void;
  /** Asks the extension to draw a chart. */
  readonly ask: (ask: number, chart: LinesChart) => void;
}

type Source = (shown: ChartModel, range: Range) => ChartExport | null;

/** The buttons that take charts of a page away; what is chosen in one of them, a size for example, holds for all. */
export class PanelExports {
  readonly #parts: PanelExportParts;
  readonly #exporting: Exporting;
  readonly #pictures: AskedPictures;

  constructor(parts: PanelExportParts) {
    this.#parts = parts;
    const { menu, run, save } = parts;
    this.#pictures = new AskedPictures(parts.ask);
    const draw = (chart: LinesChart): Promise<string> => this.#pictures.draw(chart);
    this.#exporting = { menu, run, save, draw, size: pictureSizes[1], hasTitle: true };
  }

  /** Takes a picture that was asked for. */
  take(message: PictureMessage): void {
    this.#pictures.take(message);
  }

  loss(): HTMLElement {
    return this.#button(t("Loss"), lossExport, null);
  }

  accuracy(source: Source): HTMLElement {
    return this.#button(t("Accuracy"), source, "linear");
  }

  curvature(): HTMLElement {
    return this.#button(t("Curvature"), curvatureExport, "linear");
  }

  /** Of a chart of the residuals, by its place among the four. */
  residual(i: number): HTMLElement {
    return this.#small(residualTitles()[i] ?? "", (shown) => residualExport(shown, i));
  }

  metric(metric: string): HTMLElement {
    const lines = [{ ...loneLine(metric), text: metric }];
    return this.#small(metric, (shown, range) =>
      metricExport(shown, { name: fileNameOf(metric), title: metric, lines }, range),
    );
  }

  #button(title: string, source: Source, kind: AxisKind | null): HTMLElement {
    return exportButton(this.#exporting, { source: this.#now(source, kind), isSmall: false, label: labelOf(title) });
  }

  #small(title: string, source: Source): HTMLElement {
    return exportButton(this.#exporting, { source: this.#now(source, "linear"), isSmall: true, label: labelOf(title) });
  }

  #now(source: Source, kind: AxisKind | null): () => ChartExport | null {
    return () => {
      const shown = this.#parts.shown();
      return shown === null ? null : source(shown, this.#parts.range(kind));
    };
  }
}

function labelOf(title: string): string {
  return t("Export: {0}", title);
}
