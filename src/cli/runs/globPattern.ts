/**
 * A glob pattern as a regular expression over paths with `/`: `**` for any folders, `*` and `?` within a name, `{a,b}`
 * for alternatives, `[ab]` for characters. A pattern without `/` matches in the top folder only, as in the editor.
 */
export function globPattern(pattern: string): RegExp {
  const source = pattern.replace(/^\.?\//, "");
  let expression = "";
  let braces = 0;
  for (let at = 0; at < source.length; at += 1) {
    const rest = source.slice(at);
    const set = /^\[!?[^\]/]+\]/.exec(rest)?.[0];
    if (rest.startsWith("**/")) {
      expression += "(?:[^/]+/)*";
      at += 2;
    } else if (rest.startsWith("**")) {
      expression += ".*";
      at += 1;
    } else if (set !== undefined) {
      expression += set.replace(/\\/g, "\\\\").replace(/^\[!/, "[^");
      at += set.length - 1;
    } else {
      const character = source.charAt(at);
      braces += character === "{" ? 1 : character === "}" && braces > 0 ? -1 : 0;
      expression += single(character, braces);
    }
  }
  return new RegExp(`^${expression}${")".repeat(braces)}$`);
}

function single(character: string, braces: number): string {
  switch (character) {
    case "*":
      return "[^/]*";
    case "?":
      return "[^/]";
    case "{":
      return "(?:";
    case "}":
      return ")";
    case ",":
      return braces > 0 ? "|" : ",";
    default:
      return character.replace(/[\\^$.|+()[\]]/g, "\\$&");
  }
}
