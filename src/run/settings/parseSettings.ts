import { parse, type ParseError } from "jsonc-parser";
import { tooDeepAt } from "../../contract/model/nesting.ts";
import { yamlDocuments } from "../yamlDocuments.ts";
import { flattenSettings, type Settings } from "./flattenSettings.ts";

/** Aliases that a document may have made into copies: more are made to fill the memory. */
const mostAliases = 100;

const none: Settings = new Map();

/** The settings that a configuration file says: JSON by its name, YAML otherwise. None where it cannot be read. */
export function parseSettings(name: string, text: string): Settings {
  return /\.json$/i.test(name) ? jsonSettings(text) : yamlSettings(text);
}

function jsonSettings(text: string): Settings {
  if (tooDeepAt(text) !== null) {
    return none;
  }
  const errors: ParseError[] = [];
  const root: unknown = parse(text, errors, { allowTrailingComma: true });
  return errors.length > 0 ? none : flattenSettings(root);
}

function yamlSettings(text: string): Settings {
  const documents = yamlDocuments(text) ?? [];
  const settings = new Map(none);
  for (const document of documents) {
    try {
      const root: unknown = document.toJS({ maxAliasCount: mostAliases });
      flattenSettings(root).forEach((value, key) => settings.set(key, value));
    } catch {
      // Too many aliases, or one of nothing: what the other documents say still counts.
    }
  }
  return settings;
}
