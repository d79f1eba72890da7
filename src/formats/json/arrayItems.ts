import { Pauses } from "../growth/pauses.ts";

/** An object in an array of a JSON document. */
export interface JsonItem {
  readonly text: string;
  /** 1-based line of the document where it begins. */
  readonly line: number;
}

const [quote, backslash, newline] = [0x22, 0x5c, 0x0a];
const [openArray, closeArray, openObject, closeObject] = [0x5b, 0x5d, 0x7b, 0x7d];

/**
 * The objects in an array of a JSON document: in the document itself, or in the member `key` of the object that it is.
 * Null for a document that is not whole or has no such array. What the objects hold is not read: NaN, which JSON does
 * not know, may stand in them. Others have the thread in between.
 */
export async function arrayItems(text: string, key: string | null): Promise<readonly JsonItem[] | null> {
  const pauses = new Pauses();
  const items: JsonItem[] = [];
  const wanted = key === null ? null : JSON.stringify(key);
  let [depth, line, start, startLine] = [0, 1, 0, 1];
  let inArray = 0;
  let found = false;
  let name = "";
  for (let at = 0; at < text.length; at += 1) {
    switch (text.charCodeAt(at)) {
      case newline:
        line += 1;
        break;
      case quote: {
        const end = textEnd(text, at);
        name = depth === 1 ? text.slice(at, end) : name;
        at = end - 1;
        break;
      }
      case openArray:
        depth += 1;
        if (!found && (wanted === null ? depth === 1 : depth === 2 && name === wanted)) {
          found = true;
          inArray = depth;
        }
        break;
      case openObject:
        if (depth === inArray && inArray > 0) {
          [start, startLine] = [at, line];
        }
        depth += 1;
        break;
      case closeObject:
        depth -= 1;
        if (depth === inArray && inArray > 0) {
          items.push({ text: text.slice(start, at + 1), line: startLine });
          await (pauses.isDue ? pauses.take() : null);
        }
        break;
      case closeArray:
        inArray = depth === inArray ? 0 : inArray;
        depth -= 1;
    }
    if (depth < 0) {
      return null;
    }
  }
  return depth === 0 && found ? items : null;
}

/** Where a text that begins at a quote ends, its quote included; the document's end where it does not. */
function textEnd(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at !== -1; at = text.indexOf('"', at + 1)) {
    let slashes = 0;
    while (text.charCodeAt(at - 1 - slashes) === backslash) {
      slashes += 1;
    }
    if (slashes % 2 === 0) {
      return at + 1;
    }
  }
  return text.length;
}
