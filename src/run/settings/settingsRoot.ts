/** The folder that the names of a run's folders count from: the log's path without its label, which lies below it. */
export function rootOf({ log, label }: { readonly log: string; readonly label: string }): string {
  return log.endsWith(label) ? log.slice(0, log.length - label.length) || log : log;
}
