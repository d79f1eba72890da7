import * as vscode from "vscode";
import { errorCode } from "../../log/files/errorCode.ts";
import { readRegular } from "../../log/files/regularFile.ts";

/** Files that people write by hand, or that hold a report, are smaller. */
const mostBytes = 64 * 1024 * 1024;

/**
 * The bytes of a file of the workspace; null where there is none. What is no regular file is refused: the editor would
 * wait for ever for the writer of a FIFO.
 * @throws where it is none, is larger than 64 MiB or cannot be read.
 */
export async function readBytes(file: vscode.Uri): Promise<Uint8Array | null> {
  try {
    return file.scheme === "file"
      ? await readRegular(file.fsPath, mostBytes)
      : await vscode.workspace.fs.readFile(file);
  } catch (error) {
    const isAbsent =
      error instanceof vscode.FileSystemError ? error.code === "FileNotFound" : errorCode(error) === "ENOENT";
    if (isAbsent) {
      return null;
    }
    throw error;
  }
}
