// Runs in a panel's page: the colors that its charts draw lines with, by the panel's own code.
import { modelNames } from "../../../src/numerics/models/modelFit.ts";
import { modelLooks } from "../../../webview/model/models.ts";
import { readTheme } from "../../../webview/ui/readTheme.ts";

/** Each line's color by its name, with the color behind it as `background`. */
export function lineColors(): Readonly<Record<string, string>> {
  const theme = readTheme();
  const models = modelNames.map((name) => [name, modelLooks[name].color(theme)] as const);
  const { background, blue, purple, muted, foreground } = theme;
  return {
    ...Object.fromEntries<string>(models),
    binMeans: blue,
    curvature: purple,
    dashes: muted,
    knee: foreground,
    background,
  };
}
