/** The state that the Trainer of Hugging Face keeps in each checkpoint: all records that it logged so far. */
export function trainerState(records: readonly object[], lastStep: number): string {
  return JSON.stringify({ best_metric: null, global_step: lastStep, log_history: records, max_steps: 100_000 });
}
