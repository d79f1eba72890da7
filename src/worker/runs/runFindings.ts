import { contractFileName } from "../../contract/model/contract.ts";
import type { Finding } from "../../contract/model/finding.ts";
import { t } from "../../l10n.ts";

const wholeLog = { severity: "error", metric: null, line: null, column: null, count: 1 } as const;

/** The finding of a log that is there but cannot be read; `message` says why, in a sentence. */
export function unreadableFinding(message: string): Finding {
  return { ...wholeLog, code: "unreadable", message };
}

/** The finding of a run whose contract file cannot be used; null where it can, or there is none. */
export function contractFinding({ usable }: { readonly usable: boolean }): Finding | null {
  const message = t(
    "The {0} that holds for this run cannot be used, so the built-in contract holds in its place. The Problems pane shows what is wrong in the file.",
    contractFileName,
  );
  return usable ? null : { ...wholeLog, code: "contract-invalid", message };
}
