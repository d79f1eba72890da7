import { modelText } from "../report/names.ts";

/** A value of a column as people read it: a model goes by its name, all else says itself. Empty for no value. */
export function valueText(column: string, value: string): string {
  return column === "best_model" && value !== "" ? modelText(value) : value;
}
