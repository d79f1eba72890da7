/** A word that must not return, as it may be written, and what to write in its place. */
interface AvoidedWord {
  readonly pattern: RegExp;
  readonly better: string;
}

/**
 * Words that a reader from the field would stumble over: metaphors of this project's own, then British spellings. Each is
 * looked for as whole words, within names in camelCase too.
 */
const avoidedWords: readonly AvoidedWord[] = [
  { pattern: /anew/, better: "again, re-" },
  // A column beside the editor is VS Code's own name.
  { pattern: /(?<!View Column\.)beside/, better: "next to, besides" },
  { pattern: /cellars?/, better: "module" },
  { pattern: /dear/, better: "expensive" },
  { pattern: /foretells?|foretold/, better: "predict" },
  { pattern: /grave/, better: "severe" },
  { pattern: /lacks?/, better: "is missing, without" },
  { pattern: /mend(?:s|ed|ing)?/, better: "fix" },
  { pattern: /mourn(?:s|ed|ing)?/, better: "restart after a crash" },
  { pattern: /per cent/, better: "percent" },
  { pattern: /portions?/, better: "chunk" },
  { pattern: /rooms/, better: "buffers, modules" },
  { pattern: /rouse[sd]?|rousing/, better: "wake, load" },
  { pattern: /stands? on/, better: "is shown on, is on" },
  { pattern: /strange/, better: "unknown, foreign, unusual" },
  { pattern: /told of/, better: "is shown, receives" },
  { pattern: /behaviours?/, better: "behavior" },
  { pattern: /cent(?:re[sd]?|ring)/, better: "center" },
  { pattern: /colou(?:rs?|red|ring)/, better: "color" },
  { pattern: /grey/, better: "gray" },
  { pattern: /judgements?/, better: "judgment" },
  { pattern: /labell(?:ed|ing)/, better: "labeled" },
  { pattern: /neighbour(?:s|ing)?/, better: "neighbor" },
  { pattern: /(?:initial|normal|optim|recogn|serial)is(?:e[sdr]?|ers|ing|ation)/, better: "-ize" },
];

/**
 * Words that people are not to read in texts, documents and settings, though a comment may have them: old-fashioned ones,
 * and those that stand for the word of the field.
 */
const avoidedInTexts: readonly AvoidedWord[] = [
  { pattern: /any more/, better: "no longer" },
  { pattern: /holds?/, better: "has, contains, applies" },
  { pattern: /is told/, better: "is recognized, is shown" },
  { pattern: /made-up/, better: "simulated, sample" },
  { pattern: /soundness/, better: "faults" },
  { pattern: /stands (?:in|at)/, better: "is" },
  { pattern: /tick(?:s|ed)?/, better: "select" },
  { pattern: /unasked/, better: "without asking" },
  { pattern: /written over/, better: "overwritten" },
];

/** Where a text has an avoided word: the line, from 1, the word as it is written there, and a better one. */
export interface FoundWord {
  readonly line: number;
  readonly word: string;
  readonly better: string;
}

/** Every avoided word of a text, by lines; a phrase that a line break parts is not found. */
export function findAvoidedWords(text: string): FoundWord[] {
  return findWords(text, avoidedWords);
}

/** The same of a text that people read, for whom more words are avoided. */
export function findAvoidedInText(text: string): FoundWord[] {
  return findWords(text, [...avoidedWords, ...avoidedInTexts]);
}

function findWords(text: string, avoided: readonly AvoidedWord[]): FoundWord[] {
  return text.split("\n").flatMap((line, index) => {
    const words = line.replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2").replaceAll("_", " ");
    return avoided.flatMap(({ pattern, better }) =>
      [...words.matchAll(new RegExp(`\\b(?:${pattern.source})\\b`, "gi"))].map(([word]) => ({
        line: index + 1,
        word,
        better,
      })),
    );
  });
}
