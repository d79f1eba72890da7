import type * as vscode from "vscode";
import type { RunSource } from "../../formats/model/format.ts";

/** A log that the workspace holds, found by the globs of the settings or of a contract. */
export interface FoundLog {
  readonly uri: vscode.Uri;
  /** The run's name: its folder, relative to the workspace folder, and its file where the folder holds several. */
  readonly run: string;
  /** The log's path relative to the workspace folder. */
  readonly label: string;
  /** What the log is where it is not JSON Lines; absent for JSON Lines. */
  readonly source?: RunSource | undefined;
  /** Files that hold the same run less exactly; absent where there are none. */
  readonly also?: readonly string[] | undefined;
}
