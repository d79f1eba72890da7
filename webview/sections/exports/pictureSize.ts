import type { LinesChart } from "../../../src/sweep/curves/linesChart.ts";
import { t } from "../../ui/text.ts";

/** A size that pictures are saved in. */
export interface PictureSize {
  readonly id: LinesChart["width"];
  /** Pixels of the PNG for each of the SVG. */
  readonly sharpness: number;
}

// An SVG has 96 pixels an inch: PNGs for a paper come out at about 430.
export const pictureSizes: readonly [PictureSize, PictureSize, PictureSize] = [
  { id: "one", sharpness: 4.5 },
  { id: "two", sharpness: 4.5 },
  { id: "slide", sharpness: 1 },
];

/** What a size is called where one is chosen. */
export function sizeName({ id }: PictureSize): string {
  switch (id) {
    case "one":
      return t("One column (89 mm)");
    case "two":
      return t("Two columns (182 mm)");
    case "slide":
      return t("Slide (1600 pixels)");
  }
}
