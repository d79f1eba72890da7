import { format } from "node:util";

/** VS Code mixes what the tests print with what everything else in it prints; this tells the two apart. */
const MARK = "[test] ";

/** A line of the test report as it leaves the extension host. */
export function markedLine(args: readonly unknown[]): string {
  return MARK + format(...args);
}

/** The line of the test report in what VS Code's console printed, or null where it is something else. */
export function reportLine(args: readonly unknown[]): string | null {
  const text = args[0];
  return typeof text === "string" && text.startsWith(MARK) ? text.slice(MARK.length) : null;
}
