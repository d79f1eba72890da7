import { t } from "../../ui/text.ts";

/** A size that pictures are saved in. */
export interface PictureSize {
  readonly id: "oneColumn" | "twoColumns" | "slide";
  /** Of the picture, in units of its drawing. */
  readonly width: number;
  /** Of the chart in it, in the same. */
  readonly height: number;
  /** Of its letters, in the same. */
  readonly fontSize: number;
  /** How wide it is printed; null where it is shown on a screen. */
  readonly millimeters: number | null;
  /** Pixels of the PNG for each unit. */
  readonly ratio: number;
}

// Journals' columns are 84 to 90 and 170 to 180 mm wide: letters come out at 8 points there, PNGs at about 430 dots an inch.
export const pictureSizes: readonly [PictureSize, PictureSize, PictureSize] = [
  { id: "oneColumn", width: 476, height: 300, fontSize: 16, millimeters: 84, ratio: 3 },
  { id: "twoColumns", width: 986, height: 440, fontSize: 16, millimeters: 174, ratio: 3 },
  { id: "slide", width: 1600, height: 760, fontSize: 24, millimeters: null, ratio: 1 },
];

/** What a size is called where one is chosen. */
export function sizeName({ id }: PictureSize): string {
  switch (id) {
    case "oneColumn":
      return t("One column (84 mm)");
    case "twoColumns":
      return t("Two columns (174 mm)");
    case "slide":
      return t("Slide (1600 pixels)");
  }
}
