// Sets the page's language to what the host wrote into the page. The first import of a page's entry, so that texts in the
// scope of other files are translated too.
import { useLanguage } from "../../src/l10n.ts";

useLanguage({ tag: document.documentElement.lang, texts: textsOf(document.getElementById("app")?.dataset["texts"]) });

function textsOf(written = "{}"): Readonly<Record<string, string>> {
  const value: unknown = JSON.parse(written);
  const pairs = typeof value === "object" && value !== null ? Object.entries(value) : [];
  return Object.fromEntries(pairs.filter((pair): pair is [string, string] => typeof pair[1] === "string"));
}
