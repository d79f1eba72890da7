import type { Plugin } from "chart.js";

/** A plugin that says what it draws. */
export interface DescribedPlugin<What> extends Plugin {
  readonly describe: () => What;
}
