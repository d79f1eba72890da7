import * as vscode from "vscode";
import type { FormatName } from "../../formats/model/format.ts";
import { folderOf as folderOfSource } from "../../formats/model/place.ts";
import type { FoundLog } from "./foundLog.ts";

/** Formats whose files are no texts: their records have numbers, but no lines. */
const binary: ReadonlySet<FormatName> = new Set(["tensorboard", "wandb", "mlflow-db", "trackio"]);

/** The folder that a run is in, or is. */
export function folderOf({ uri, source }: FoundLog): vscode.Uri {
  return source === undefined ? vscode.Uri.joinPath(uri, "..") : vscode.Uri.file(folderOfSource(source));
}

/** The log of a run as a text whose lines are its records; null where it is binary, or a folder of files. */
export function textLogOf(run: FoundLog): vscode.Uri | null {
  const { uri, source } = run;
  if (source === undefined) {
    return uri;
  }
  const isText = source.files.includes(source.path) && !binary.has(source.format);
  return isText ? vscode.Uri.file(source.path) : null;
}

/** The file that stands for the log of a run: where its findings are placed. */
export function logFileOf({ uri, source }: FoundLog): vscode.Uri {
  if (source === undefined) {
    return uri;
  }
  const { path, files } = source;
  return vscode.Uri.file(files.includes(path) ? path : (files.at(-1) ?? path));
}
