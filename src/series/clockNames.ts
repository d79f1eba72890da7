/** The keys of a log that say what time it is. */
export interface ClockNames {
  readonly step: string;
  readonly epoch: string;
  readonly trainLoss: string;
}
