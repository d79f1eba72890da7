import { inSentence } from "./printable.ts";

/**
 * Texts for people, in their language. English is the source and a text is its own key, so that code reads as what it
 * says and a text without a translation is still one.
 *
 * A thread or a page has one language, set once before anything is said; the command line leaves it English.
 */
export interface Language {
  /** Its tag by BCP 47, which numbers are written by. */
  readonly tag: string;
  /** By English text: the same in this language, with the same placeholders. */
  readonly texts: Readonly<Record<string, string>>;
}

const english: Language = { tag: "en", texts: {} };

/** How numbers are written. */
interface NumberForm {
  readonly whole: Intl.NumberFormat;
  readonly point: string;
}

let current = english;
/** Made when it is asked for: a form costs some 20 ms, as much as a log. */
let form: NumberForm | null = null;

/** Sets the language of this thread or page. A tag that no number can be written by counts as English. */
export function useLanguage({ tag, texts }: Language): void {
  const [known = english.tag] = tag === english.tag ? [tag] : supported(tag);
  current = { tag: known, texts };
  form = null;
}

export function currentLanguage(): Language {
  return current;
}

type Value = string | number;

/** What placeholders stand for: `{0}`, `{1}`, … in their order, or `{name}` by name. */
type Values = readonly Value[] | readonly [Readonly<Record<string, Value>>];

/** A text in the current language, its placeholders filled in. */
export function t(text: string, ...values: Values): string {
  const said = Object.hasOwn(current.texts, text) ? (current.texts[text] ?? text) : text;
  return values.length === 0
    ? said
    : said.replaceAll(/\{(\w+)\}/g, (placeholder, name: string) => shown(valueOf(values, name) ?? placeholder));
}

/** Names from outside steer nothing and have an end wherever a text is shown. */
function shown(value: Value): string {
  return typeof value === "string" ? inSentence(value) : String(value);
}

function valueOf(values: Values, name: string): Value | undefined {
  return isNamed(values) ? values[0][name] : values[Number(name)];
}

function isNamed(values: Values): values is readonly [Readonly<Record<string, Value>>] {
  return typeof values[0] === "object";
}

/** The text for one or for many, as `count` asks; `{0}` is the count, next to it `{1}`, … or names stand for `values`. */
export function counted(count: number, [one, many]: readonly [string, string], ...values: Values): string {
  const text = Math.round(count) === 1 ? one : many;
  return isNamed(values) ? t(text, { 0: grouped(count), ...values[0] }) : t(text, grouped(count), ...values);
}

/** A whole number as people read it: 19,560. */
export function grouped(count: number): string {
  return numberForm().whole.format(count);
}

/** A number that code wrote, such as "1.25" or "2e-7", with the decimal sign of the current language. */
export function decimal(written: string): string {
  return written.replace(".", numberForm().point);
}

function numberForm(): NumberForm {
  form ??= {
    whole: new Intl.NumberFormat(current.tag, { maximumFractionDigits: 0 }),
    point: new Intl.NumberFormat(current.tag).formatToParts(1.5).find(({ type }) => type === "decimal")?.value ?? ".",
  };
  return form;
}

function supported(tag: string): string[] {
  try {
    return Intl.NumberFormat.supportedLocalesOf(tag);
  } catch {
    return [];
  }
}
