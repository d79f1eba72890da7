import { t } from "../../l10n.ts";

/** What is wrong with the syntax of a contract's text, by jsonc-parser's name of the error: "a comma is missing". */
export function syntaxReason(error: string): string {
  return reasons.get(error)?.() ?? t("unexpected token");
}

const reasons: ReadonlyMap<string, () => string> = new Map([
  ["InvalidNumberFormat", () => t("a number is malformed")],
  ["PropertyNameExpected", () => t("a name in double quotes is missing")],
  ["ValueExpected", () => t("a value is missing")],
  ["ColonExpected", () => t("a colon is missing")],
  ["CommaExpected", () => t("a comma is missing")],
  ["CloseBraceExpected", () => t('a closing "{0}" is missing', "}")],
  ["CloseBracketExpected", () => t('a closing "{0}" is missing', "]")],
  ["EndOfFileExpected", () => t("there is text after the end of the contract")],
  ["InvalidCommentToken", () => t("a comment is malformed")],
  ["UnexpectedEndOfComment", () => t("a comment has no end")],
  ["UnexpectedEndOfString", () => t("unterminated string")],
  ["UnexpectedEndOfNumber", () => t("a number is incomplete")],
  ["InvalidUnicode", () => t("expected four hexadecimal digits after \\u")],
  ["InvalidEscapeCharacter", () => t("unknown escape sequence")],
  ["InvalidCharacter", () => t("a string contains a control character")],
]);
