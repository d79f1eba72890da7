import { closeSync, statSync } from "node:fs";
import {
  sameSignature,
  signatureAt,
  signatureFrom,
  signatureOfText,
  type SignatureText,
} from "../files/fileSignature.ts";
import { recalledEnds, type LogIdentity } from "../parallel/logIdentity.ts";
import { openLog } from "../files/openLog.ts";

/** A log and its CSV as files at a time when nothing about them waited to be read, written or kept. */
export interface AtRest {
  readonly identity: LogIdentity;
  readonly log: SignatureText;
  readonly csv: SignatureText;
}

export interface LogAndCsv {
  readonly log: string;
  readonly csv: string;
}

/** Whether nobody has written to a log and its CSV since; false too where one of them cannot be looked at. */
export function restsStill({ log, csv }: LogAndCsv, rest: AtRest): boolean {
  try {
    const now = signatureFrom(statSync(log, { bigint: true }));
    return sameSignature(now, signatureOfText(rest.log)) && sameSignature(signatureAt(csv), signatureOfText(rest.csv));
  } catch {
    return false;
  }
}

/** The same of another session's files: a log's bytes count for more than what the system says of them. */
export function restsAgain(paths: LogAndCsv, rest: AtRest): boolean {
  try {
    const { file, stat } = openLog(paths.log);
    try {
      return recalledEnds(file, stat, rest.identity) !== null && restsStill(paths, rest);
    } finally {
      closeSync(file);
    }
  } catch {
    return false;
  }
}
