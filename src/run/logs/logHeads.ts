import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { logGlobs, usualLogName } from "../../contract/model/logGlobs.ts";
import { logMatcher } from "../../contract/model/logPattern.ts";
import { openRegularHandle } from "../../log/files/regularFile.ts";
import { contentSign, type LogSign } from "./logContent.ts";

/** What a file is shows in so many of its first bytes. */
const headBytes = 4096;
/** Files that are looked at at once: a disk that hangs holds up no more reads than these. */
const atOnce = 8;

/**
 * How the name of a file is that of a log: by a glob that a person or a contract wrote, or only by those that hold by
 * default; null where it is none. `globs` hold for paths with `/` from one folder.
 */
export function logNames(globs: readonly string[]): (label: string) => "named" | "usual" | null {
  const isNamed = logMatcher(globs.filter((glob) => !logGlobs.includes(glob)));
  const isUsual = logMatcher(globs.filter((glob) => logGlobs.includes(glob)));
  return (label) => (isNamed(label) ? "named" : isUsual(label) ? "usual" : null);
}

/** A file whose name is that of a log. */
export interface LogCandidate {
  readonly path: string;
  /** Whether a person or a contract named it, and not only the globs that hold by default. */
  readonly named: boolean;
}

interface Look {
  readonly state: string;
  readonly sign: LogSign;
  readonly firstLine: string;
}

/**
 * Tells logs of JSON Lines from other files with such names, by their first 4 KiB. What a file was found to be holds
 * until its size or its time changes.
 */
export class LogHeads {
  #looks = new Map<string, Look>();

  /**
   * The candidates that are logs, in the order given. One that was named for a log, or has the usual name, is one
   * whatever it holds: what is wrong with it is a finding.
   */
  async logsAmong<Candidate extends LogCandidate>(candidates: readonly Candidate[]): Promise<readonly Candidate[]> {
    const looks = new Map<string, Look>();
    const waiting = candidates.entries();
    const isLog: boolean[] = [];
    const work = async (): Promise<void> => {
      for (const [at, candidate] of waiting) {
        const look = await this.#look(candidate);
        looks.set(candidate.path, look);
        isLog[at] = look.sign === "log";
      }
    };
    await Promise.all(Array.from({ length: atOnce }, work));
    this.#looks = looks;
    return withoutCopies(
      candidates.filter((_, at) => isLog[at]),
      ({ path }) => looks.get(path)?.firstLine ?? "",
    );
  }

  /** Whether a file that was passed over may be a log once more is written to it. */
  isUndecided(path: string): boolean {
    return this.#looks.get(path)?.sign === "unknown";
  }

  async #look({ path, named }: LogCandidate): Promise<Look> {
    if (named || basename(path) === usualLogName) {
      return { state: "", sign: "log", firstLine: "" };
    }
    try {
      const { size, mtimeMs, ino } = await stat(path);
      const state = [size, mtimeMs, ino].join(" ");
      const known = this.#looks.get(path);
      return known?.state === state ? known : { state, ...(await readLook(path)) };
    } catch {
      return { state: "", sign: "other", firstLine: "" };
    }
  }
}

async function readLook(path: string): Promise<Pick<Look, "sign" | "firstLine">> {
  const handle = await openRegularHandle(path, { followLinks: true });
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    const head = buffer.toString("utf8", 0, bytesRead);
    const document = !/\.(jsonl|ndjson)$/i.test(path);
    const sign = contentSign(head, { ended: bytesRead < headBytes, document });
    return { sign, firstLine: isOfMmengine(path) ? (head.split("\n")[0] ?? "") : "" };
  } finally {
    await handle.close();
  }
}

/** mmengine writes the same lines into `scalars.json` and into a file that is called by the time: one is enough. */
function withoutCopies<Candidate extends LogCandidate>(
  logs: readonly Candidate[],
  firstLine: (log: Candidate) => string,
): readonly Candidate[] {
  const isScalars = ({ path }: LogCandidate): boolean => /[/\\]scalars\.json$/.test(path);
  const key = (log: Candidate): string => `${log.path.replace(/[^/\\]*$/, "")}\n${firstLine(log)}`;
  const scalars = logs.filter((log) => isOfMmengine(log.path) && isScalars(log));
  const kept = new Set(scalars.map(key));
  return logs.filter((log) => isScalars(log) || !isOfMmengine(log.path) || !kept.has(key(log)));
}

function isOfMmengine(path: string): boolean {
  return /[/\\]vis_data[/\\][^/\\]*\.json$/.test(path);
}
