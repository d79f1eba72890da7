export interface MarkdownColumn {
  readonly title: string;
  /** Whether it holds numbers, which stand to the right. */
  readonly isNumber: boolean;
}

/** A table in Markdown (GitHub Flavored Markdown 4.10). Cells may hold markup; none of them ends its cell or its row. */
export function markdownTable(columns: readonly MarkdownColumn[], rows: readonly (readonly string[])[]): string {
  return [
    line(columns.map(({ title }) => cell(title))),
    line(columns.map(({ isNumber }) => (isNumber ? "---:" : "---"))),
    ...rows.map((cells) => line(cells.map(cell))),
    "",
  ].join("\n");
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

/** A table's own rule comes before that of escapes: a backslash before a bar keeps the bar in its cell. */
function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll(/[\r\n]+/g, " ");
}

/** A name from a log or a disk as Markdown that shows it as it is. */
export function literally(text: string): string {
  return text.replaceAll(/[\\`*_~<>[\]&#]/g, "\\$&");
}
