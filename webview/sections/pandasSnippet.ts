import type { RunPlot } from "../../src/review/model/runPlot.ts";
import type { RunReview } from "../../src/review/model/runReview.ts";

/** What a snippet needs to know of a run. */
export interface SnippetInput {
  readonly review: Pick<RunReview, "loss" | "window" | "slopes">;
  readonly clockKey: RunPlot["clockKey"];
  /** URI of the log. */
  readonly log: string;
}

/** Python that reads the run's CSV and fits what the panel shows: ln loss over ln t within the window of the fits. */
export function pandasSnippet({ review: { loss, window, slopes }, clockKey, log }: SnippetInput): string {
  const csv = pathOf(log).replace(/\.(jsonl|ndjson|json)$/i, "") + ".csv";
  const lines = ["import numpy as np", "import pandas as pd", "", `run = pd.read_csv(${pythonText(csv)})`];
  if (loss !== null) {
    const t = clockKey === null ? "np.arange(1, len(run) + 1)" : `run[${pythonText(clockKey)}]`;
    const metric = pythonText(loss.metric);
    const [from, to] = slopes?.full.window ?? [window?.start ?? 0, window?.end ?? Infinity];
    lines.push(
      `loss = pd.DataFrame({"t": ${t}, "loss": pd.to_numeric(run[${metric}], errors="coerce")})`,
      `loss = loss.replace([np.inf, -np.inf], np.nan).dropna()`,
      `loss = loss[(loss["t"] >= ${from}) & (loss["t"] <= ${to === Infinity ? "np.inf" : to}) & (loss["t"] > 0) & (loss["loss"] > 0)]`,
      `slope, intercept = np.polyfit(np.log(loss["t"]), np.log(loss["loss"]), 1)`,
      `print(f"alpha = {-slope:.4f} over {len(loss)} records")`,
    );
  }
  return `${lines.join("\n")}\n`;
}

function pathOf(uri: string): string {
  try {
    const { protocol, pathname } = new URL(uri);
    // A path of Windows comes as /c:/runs.
    return protocol === "file:" ? decodeURIComponent(pathname).replace(/^\/([a-z]:)/i, "$1") : uri;
  } catch {
    return uri;
  }
}

/** A string as Python writes it; JSON's escapes are among Python's. */
function pythonText(text: string): string {
  return JSON.stringify(text);
}
