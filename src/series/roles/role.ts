/** The parts that columns of a log play for the analysis. */
export const roleNames = [
  "trainLoss",
  "valLoss",
  "trainAccuracy",
  "valAccuracy",
  "step",
  "epoch",
  "time",
  "learningRate",
  "weightDecay",
  "gradNorm",
  "weightNorm",
  "curvature",
  "curvatureTrace",
] as const;

export type Role = (typeof roleNames)[number];
