/** A table of points as CSV: a row each. `head`: names of its three columns. */
export function csvText(head: readonly [series: string, x: string, y: string], rows: readonly string[]): string {
  return `${[head.map(cell).join(","), ...rows].join("\n")}\n`;
}

/** A point of a series. Numbers as Python reads them: NaN and the infinities by their names. */
export function row(series: string, x: number, y: number): string {
  return `${cell(series)},${x},${y}`;
}

function cell(text: string): string {
  return /[",\r\n]|^ | $/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
