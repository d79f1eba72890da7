import { currentLanguage, t } from "../../l10n.ts";
import type { Figure } from "../figures/figure.ts";
import { cannotConclude } from "../report/limits.ts";
import { statements } from "../report/sentences.ts";
import type { SweepAnalysis } from "../statistics/analyzeSweep.ts";
import type { SweepRow } from "../table/sweepRow.ts";
import { escaped, nameHtml, tableHtml } from "./html.ts";
import { reportStyle } from "./reportStyle.ts";
import { reportTables } from "./reportTables.ts";

/** What a report is made from. */
export interface ReportInput {
  /** The runs that verdicts leave in. */
  readonly rows: readonly SweepRow[];
  readonly analysis: SweepAnalysis;
  readonly figures: readonly Figure[];
  /** Logs that could not be used, so that they are in no table. */
  readonly unusable: number;
  /** What is missing of the sweep, in sentences. */
  readonly missing: readonly string[];
  /** The version of what made it. */
  readonly version: string;
  /** The SHA-256 of a text in base64. */
  readonly sha256: (text: string) => string;
}

/**
 * A sweep as one HTML page that needs nothing else: figures, tables, sentences and what was left out. It may run no
 * script and load nothing, which its own content security policy says to browsers; names from outside are text in it.
 */
export function reportPage(input: ReportInput): string {
  const { analysis, rows, figures, version, sha256 } = input;
  const title = t("Sweep of {0} runs in {1} configurations", analysis.runs, analysis.design.configurations.size);
  const policy = `default-src 'none'; style-src 'sha256-${sha256(reportStyle)}'; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="${escaped(currentLanguage().tag)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="Slopewise ${escaped(version)}">
<title>${escaped(title)}</title>
<style>${reportStyle}</style>
</head>
<body>
<h1>${escaped(title)}</h1>
<h2>${escaped(t("What these runs show"))}</h2>
${list(statements(analysis))}
<h2>${escaped(t("What they cannot show"))}</h2>
${list([...input.missing, ...unusableSentence(input), ...cannotConclude(analysis)])}
<h2>${escaped(t("Figures"))}</h2>
<div class="figures">
${figures.map(figureHtml).join("\n")}
</div>
${absentHtml(figures)}
${reportTables(rows, analysis).map(tableHtml).join("\n")}
${settingsHtml(analysis)}
<footer><p>${escaped(t("Made by Slopewise {0} from the logs alone; sweep.json has every number.", version))}</p></footer>
</body>
</html>
`;
}

function list(sentences: readonly string[]): string {
  return `<ul>\n${sentences.map((sentence) => `<li>${escaped(sentence)}</li>`).join("\n")}\n</ul>`;
}

function unusableSentence({ unusable }: ReportInput): readonly string[] {
  return unusable === 0 ? [] : [t("Logs that could not be used and are left out of everything: {0}.", unusable)];
}

function figureHtml({ title, svg, caption }: Figure): string {
  return svg === null
    ? ""
    : `<figure><h3>${escaped(title)}</h3>${svg}<figcaption>${escaped(caption)}</figcaption></figure>`;
}

function absentHtml(figures: readonly Figure[]): string {
  const absent = figures.filter(({ svg }) => svg === null);
  const items = absent.map(({ title, caption }) => `<dt>${escaped(title)}</dt><dd>${escaped(caption)}</dd>`);
  return absent.length === 0
    ? ""
    : `<h2>${escaped(t("Questions for which this sweep has too little data"))}</h2>\n<dl>${items.join("\n")}</dl>`;
}

function settingsHtml({ design }: SweepAnalysis): string {
  const constant = [...design.constant].map(([key, value]) => `${nameHtml(key)} = ${nameHtml(String(value))}`);
  const lines: readonly (readonly [string, readonly string[]])[] = [
    [t("Varying"), design.varying.map(nameHtml)],
    [t("Only repeat a configuration"), design.replicate.map(nameHtml)],
    [t("The same in all runs"), constant],
  ];
  const items = lines
    .filter(([, names]) => names.length > 0)
    .map(([name, names]) => `<dt>${escaped(name)}</dt><dd>${names.join(", ")}</dd>`);
  return items.length === 0 ? "" : `<h2>${escaped(t("Settings of the runs"))}</h2>\n<dl>${items.join("\n")}</dl>`;
}
