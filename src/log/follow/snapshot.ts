import { closeSync, statSync } from "node:fs";
import {
  sameSignature,
  signatureAt,
  signatureFrom,
  signatureOfText,
  type SignatureText,
} from "../files/fileSignature.ts";
import { recalledEnds, type LogIdentity } from "../files/logEnds.ts";
import { openLog } from "../files/regularFile.ts";

/** A log and its CSV as files at a time when nothing about them waited to be read, written or kept. */
export interface LogSnapshot {
  readonly identity: LogIdentity;
  readonly log: SignatureText;
  readonly csv: SignatureText;
}

export interface LogAndCsv {
  readonly log: string;
  readonly csv: string;
}

/** Whether nobody has written to a log and its CSV since; false too where one of them cannot be looked at. */
export function isUnchanged({ log, csv }: LogAndCsv, snapshot: LogSnapshot): boolean {
  try {
    const now = signatureFrom(statSync(log, { bigint: true }));
    return (
      sameSignature(now, signatureOfText(snapshot.log)) &&
      sameSignature(signatureAt(csv), signatureOfText(snapshot.csv))
    );
  } catch {
    return false;
  }
}

/** The same of the files of another session: a log's bytes count for more than what the system says of them. */
export function isUnchangedSince(paths: LogAndCsv, snapshot: LogSnapshot): boolean {
  try {
    const { file, stat } = openLog(paths.log);
    try {
      return recalledEnds(file, stat, snapshot.identity) !== null && isUnchanged(paths, snapshot);
    } finally {
      closeSync(file);
    }
  } catch {
    return false;
  }
}
