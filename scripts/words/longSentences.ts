/** A sentence that is too long to be understood at first sight, with the number of its words. */
export interface LongSentence {
  readonly sentence: string;
  readonly words: number;
}

/** So many words a sentence may have; what is in code marks or parentheses does not count. */
const mostWords = 20;

/** The sentences of a text of the product that are too long. A colon or a semicolon ends one too. */
export function longInText(text: string): LongSentence[] {
  return text.split(/(?<=[.!?:;])[*_]*\s+/).flatMap((sentence) => {
    const counted = sentence.replaceAll(/\{\w+\}|`[^`]*`/g, "x").replaceAll(/\([^()]*\)/g, " ");
    const words = counted.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
    return words > mostWords ? [{ sentence: sentence.trim(), words }] : [];
  });
}

/** The same of a document in Markdown: its paragraphs, items of lists and cells of tables, not its code and headings. */
export function longInDocument(markdown: string): LongSentence[] {
  const prose = markdown
    .replaceAll(/^```[^]*?^```/gm, "")
    .replaceAll(/^(?: {4}|#).*$/gm, "")
    .replaceAll(/!\[[^\]]*\]\([^)]*\)/g, "")
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1");
  const blocks = prose.split(/\n\s*\n|\n(?=\s*[-*] |\s*\d+\. |\|)/);
  return blocks
    .flatMap((block) => (block.startsWith("|") ? block.split(/(?<!\\)\|/) : [block]))
    .flatMap((block) => longInText(block.trim().replaceAll(/\s+/g, " ")));
}
