import { t } from "../../l10n.ts";
import type { LogProblems } from "../../log/records/logProblem.ts";
import { ProblemList } from "../../log/records/problemList.ts";
import { RewrittenFile } from "../growth/rewrittenFile.ts";
import { emptyLook } from "../model/emptyLook.ts";
import type { RunLook, RunReader } from "../model/format.ts";
import { continues } from "../table/continues.ts";

/** What a document says of its run. */
export type DocumentParts = Pick<RunLook, "table" | "texts" | "problems" | "settings">;

/** What a document that cannot be read says: nothing can be checked. */
export function brokenDocument(): LogProblems {
  const reason = t("the file is incomplete JSON: it ends before its brackets are closed");
  return new ProblemList().snapshot([{ kind: "unreadable", line: null, column: null, reason }]);
}

/** Reads a run that is one document, which is rewritten each time. */
export class DocumentReader implements RunReader {
  readonly #file: RewrittenFile;
  readonly #read: (text: string) => Promise<DocumentParts | null>;
  #last: RunLook = emptyLook();

  /** `read`: what a document's text says, or null where it is not whole. */
  constructor(path: string, read: (text: string) => Promise<DocumentParts | null>) {
    this.#file = new RewrittenFile(path);
    this.#read = read;
  }

  async poll(): Promise<RunLook> {
    let parts: DocumentParts | null = null;
    const take = async (text: string): Promise<boolean> => (parts = await this.#read(text)) !== null;
    const { state, size, modified } = await this.#file.look(take);
    const before = this.#last;
    const found = parts as DocumentParts | null;
    if (state === "changed" && found !== null) {
      const rebuilt = !continues(before.table, found.table);
      this.#last = { ...before, ...found, size, modified, changed: true, rebuilt, gone: false };
    } else if (state === "broken" && before.problems.counts.unreadable === 0) {
      this.#last = { ...before, size, modified, changed: true, rebuilt: false, problems: brokenDocument() };
    } else {
      const gone = state === "gone";
      this.#last = { ...before, changed: gone !== before.gone, rebuilt: false, gone };
    }
    return this.#last;
  }
}
