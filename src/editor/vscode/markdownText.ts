/**
 * Plain text as Markdown that shows it as it is, its spaces among it. `MarkdownString.appendText` makes every space one
 * that does not break, so that a tooltip breaks lines inside of words.
 */
export function markdownText(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll(/[\\`*_{}[\]()#+\-.!|~$]/g, String.raw`\$&`)
    .replaceAll(/\r?\n/g, "\n\n");
}
