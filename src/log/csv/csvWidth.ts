/** A CSV that has more bytes than `freeBytes` and more than so many times those of its log is written only where it is asked for. */
const mostTimes = 64;
const freeBytes = 64 * 1024 * 1024;

/** What a log came to, or has come to so far. */
export interface LogExtent {
  readonly records: number;
  readonly keys: readonly string[];
  /** All bytes of the log. */
  readonly bytes: number;
  /** Whether values were left out, since there were too many keys: rows without them would not be those of the log. */
  readonly isCut?: boolean;
}

/**
 * Bytes that the CSV of a log has at least: those of its header, and a comma or a newline for each cell. The cells' texts
 * add about as many bytes as the log has at most, so that this tells a CSV of many times the log's size.
 */
export function leastCsvBytes({ records, keys }: Pick<LogExtent, "records" | "keys">): number {
  const header = keys.reduce((sum, key) => sum + key.length + 1, 0);
  return header + records * keys.length;
}

/**
 * Whether the CSV of a log is not written unasked: a new key in every record makes it grow with the square of the log.
 * Invariant: of a log that grows, what is true of its first records is true of all, as long as `bytes` are those of all.
 */
export function isTooWide(log: LogExtent): boolean {
  return log.isCut === true || leastCsvBytes(log) > Math.max(freeBytes, mostTimes * log.bytes);
}
