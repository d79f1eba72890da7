import type { Scenario } from "../sampleRun.ts";
import { keras, lightning, stableBaselines3, testTube, ultralytics } from "./csvTools.ts";
import { huggingFace, jsonHistory } from "./documentTools.ts";
import { dvclive, mlflow } from "./folderTools.ts";
import type { MakeTool } from "./sampleTool.ts";
import { tensorboard } from "./tensorboardTool.ts";

/** The formats besides JSON Lines in which a sample run can be written. */
export const sampleFormats = [
  ...(["tensorboard", "lightning", "test-tube", "ultralytics", "keras", "stable-baselines3"] as const),
  ...(["hugging-face", "json", "dvclive", "mlflow"] as const),
] as const;

export type SampleFormat = (typeof sampleFormats)[number];

/** What logs a sample run, by its format. */
export const toolOf: Readonly<Record<SampleFormat, MakeTool>> = {
  tensorboard,
  lightning,
  "test-tube": testTube,
  ultralytics,
  keras,
  "stable-baselines3": stableBaselines3,
  "hugging-face": huggingFace,
  json: jsonHistory,
  dvclive,
  mlflow,
};

/** Tools that write what a resumed run logs twice behind what was logged before; others begin another log. */
const resuming: ReadonlySet<SampleFormat> = new Set(["tensorboard", "keras", "ultralytics"]);

/** What may be wrong with a sample run of a format: the other scenarios are about the metrics and lines of JSON Lines. */
export function scenariosOf(format: SampleFormat): readonly Scenario[] {
  return ["sound", "nan", "diverged", "young", ...(resuming.has(format) ? (["resumed"] as const) : [])];
}
