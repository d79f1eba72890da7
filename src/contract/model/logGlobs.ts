/** The name of a log that is always taken for one: what the logging module and the samples write. */
export const usualLogName = "metrics.jsonl";

/**
 * Where logs of JSON Lines are, unless a person or a contract names them: any `.jsonl` (DreamerV3, StyleGAN and EDM,
 * torchtune, LLaMA-Factory), detectron2's `metrics.json`, the logs of mmengine and mmcv, the `log.txt` of DeiT, DINO, MAE
 * and DETR, and Stable-Baselines3's `progress.json`. Other files have such names too, so that their content decides.
 */
export const logGlobs: readonly string[] = [
  "**/*.jsonl",
  "**/*.ndjson",
  "**/metrics.json",
  "**/progress.json",
  "**/vis_data/*.json",
  "**/*.log.json",
  "**/log.txt",
];
