import assert from "node:assert/strict";
import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { languages, Uri, workspace, type Diagnostic } from "vscode";
import { eventually } from "../host/eventually.ts";
import { referenceConvert } from "../reference/referenceConverter.ts";

/** A run that a test puts into the workspace while VS Code is open, as a training script would. */
export class RunFolder {
  readonly folder: string;
  readonly log: Uri;
  readonly csv: string;

  /** `content` is the log's text or bytes as far as it was written; without it there is no log yet. */
  constructor(name: string, content?: string | Uint8Array) {
    this.folder = join(workspaceFolder(), "runs", name);
    this.log = Uri.file(join(this.folder, "metrics.jsonl"));
    this.csv = join(this.folder, "metrics.csv");
    mkdirSync(this.folder, { recursive: true });
    if (content !== undefined) {
      this.write(content);
    }
  }

  /** Writes the whole log at once. */
  write(content: string | Uint8Array): void {
    const temporary = join(this.folder, "being-written");
    writeFileSync(temporary, content);
    renameSync(temporary, this.log.fsPath);
  }

  append(text: string): void {
    appendFileSync(this.log.fsPath, text);
  }

  /** What the Problems panel shows of Slopewise on the log. */
  get findings(): Diagnostic[] {
    return languages.getDiagnostics(this.log).filter(({ source }) => source === "Slopewise");
  }

  get codes(): string {
    return this.findings.map(codeOf).join(", ");
  }

  /** The findings with a code, once there is one. */
  async findingsOf(code: string): Promise<Diagnostic[]> {
    return eventually(`a finding "${code}" on ${this.log.fsPath}`, () => {
      const found = this.findings.filter((finding) => codeOf(finding) === code);
      assert.ok(found.length > 0, `It has ${this.codes || "none"}.`);
      return found;
    });
  }

  async withoutFinding(code: string): Promise<void> {
    await eventually(`no finding "${code}" on ${this.log.fsPath}`, () =>
      this.findings.every((finding) => codeOf(finding) !== code),
    );
  }

  /** Resolves once the CSV is what a plain converter makes of the log. */
  async csvIsCurrent(limit?: number): Promise<void> {
    await eventually(`the CSV of ${this.log.fsPath} as the log is now`, () => this.#csvIsCurrent(), limit);
  }

  #csvIsCurrent(): boolean {
    const expected = referenceConvert(readFileSync(this.log.fsPath), { includeIncomplete: false });
    return existsSync(this.csv) && readFileSync(this.csv, "utf8") === expected;
  }
}

/** What a finding is called. */
export function codeOf({ code }: Diagnostic): string {
  return typeof code === "object" ? String(code.value) : String(code);
}

/** Absolute path of the folder that VS Code has open. */
export function workspaceFolder(): string {
  const folder = workspace.workspaceFolders?.[0];
  if (folder === undefined) {
    throw new Error("The tests need a window with a folder open.");
  }
  return folder.uri.fsPath;
}
