import { curveCells } from "./curveCells.ts";
import { shapeCells } from "./shapeCells.ts";
import type { Cell } from "./cell.ts";

/** Every cell of the calibration, in the order of its tables. */
export const cells: readonly Cell[] = [...curveCells, ...shapeCells];
