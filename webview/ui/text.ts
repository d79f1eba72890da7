// Every text of a page goes through these; German texts are in media/l10n.
export { counted, currentLanguage, decimal, grouped, t } from "../../src/l10n.ts";
