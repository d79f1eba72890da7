import type { Finding, Severity } from "../../src/contract/model/finding.ts";
import { findingText } from "../../src/contract/texts/findingText.ts";
import { button } from "../ui/controls.ts";
import { element, icon } from "../ui/element.ts";
import { grouped, t } from "../ui/text.ts";

export interface FindingActions {
  openLog(line: number | null): void;
  /** Offers what can be done about a finding. */
  fix(finding: Finding): void;
}

/** What is missing or wrong in the log, each with a way to its line or to its fix. */
export function findingList(findings: readonly Finding[], actions: FindingActions): HTMLElement {
  if (findings.length === 0) {
    return element("p", {
      class: "muted",
      text: t("No findings."),
    });
  }
  return element("ul", { class: "findings", children: inOrder(findings).map((finding) => item(finding, actions)) });
}

/** What a button says that opens the log at a line, or at a record of a log that is no text. */
export function lineLabel(inRecords: boolean, line: number): string {
  return inRecords ? t("Go to record {0}", grouped(line)) : t("Go to line {0}", grouped(line));
}

/** Whether a finding is for everybody to see at once: an error, a warning, or that no loss was found to fit anything to. */
export function isNews(finding: Finding): boolean {
  const isWithoutLoss = finding.code === "no-contract" && finding.facts.loss === null;
  return finding.severity === "error" || finding.severity === "warning" || isWithoutLoss;
}

const severities: readonly Severity[] = ["error", "warning", "information", "hint"];

/** The gravest first; those of one severity stay as the check gave them. */
function inOrder(findings: readonly Finding[]): readonly Finding[] {
  const rank = ({ severity }: Finding): number => severities.indexOf(severity);
  return [...findings].sort((a, b) => rank(a) - rank(b));
}

function severityText(severity: Severity): string {
  switch (severity) {
    case "error":
      return t("error");
    case "warning":
      return t("warning");
    case "information":
      return t("information");
    case "hint":
      return t("hint");
  }
}

const icons = { error: "error", warning: "warning", information: "info", hint: "lightbulb" } as const;

function item(finding: Finding, actions: FindingActions): HTMLElement {
  const { severity, code, line, inRecords } = finding;
  const glyph = icon(icons[severity]);
  glyph.classList.add(severity);
  return element("li", {
    children: [
      glyph,
      element("span", { class: "hidden", text: `${severityText(severity)}: ` }),
      element("p", { children: [`${findingText(finding)} `, element("code", { text: code })] }),
      element("div", {
        class: "actions",
        children: [
          line === null
            ? null
            : button({
                label: lineLabel(inRecords === true, line),
                icon: "go-to-file",
                onClick: () => actions.openLog(line),
              }),
          button({ label: t("Fix…"), icon: "lightbulb", onClick: () => actions.fix(finding) }),
        ],
      }),
    ],
  });
}
