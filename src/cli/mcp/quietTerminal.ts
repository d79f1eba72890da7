import type { Terminal } from "../terminal/terminal.ts";

/** A terminal that nobody sees: what is warned of is kept, for an answer. */
export function quietTerminal(): Terminal & { readonly warnings: readonly string[] } {
  const warnings: string[] = [];
  return {
    write: () => Promise.resolve(),
    warn: (message) => void warnings.push(message),
    progress: () => undefined,
    style: (_, text) => text,
    width: 100,
    warnings,
  };
}
