import { printParseErrorCode, type ParseError } from "jsonc-parser";
import { t } from "../../l10n.ts";

/** What is wrong with the syntax of a contract's text, in a clause: "a comma is missing". */
export function syntaxReason({ error }: ParseError): string {
  return reasons.get(printParseErrorCode(error))?.() ?? t("this is no JSON word");
}

const reasons: ReadonlyMap<string, () => string> = new Map([
  ["InvalidNumberFormat", () => t("this is no number")],
  ["PropertyNameExpected", () => t("a name in double quotes is missing")],
  ["ValueExpected", () => t("a value is missing")],
  ["ColonExpected", () => t("a colon is missing")],
  ["CommaExpected", () => t("a comma is missing")],
  ["CloseBraceExpected", () => t('a closing "{0}" is missing', "}")],
  ["CloseBracketExpected", () => t('a closing "{0}" is missing', "]")],
  ["EndOfFileExpected", () => t("something follows the contract's end")],
  ["InvalidCommentToken", () => t("this is no comment")],
  ["UnexpectedEndOfComment", () => t("a comment has no end")],
  ["UnexpectedEndOfString", () => t("a text has no closing quote")],
  ["UnexpectedEndOfNumber", () => t("a number has no end")],
  ["InvalidUnicode", () => t("four hexadecimal digits must follow \\u")],
  ["InvalidEscapeCharacter", () => t("this escape is not known")],
  ["InvalidCharacter", () => t("a text holds a control character")],
]);
