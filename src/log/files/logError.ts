import { t } from "../../l10n.ts";
import { errorCode } from "./errorCode.ts";

/** Something that went wrong with a file, in words that a person can act on. */
export class LogError extends Error {
  readonly path: string;
  /** The system's code (`ENOENT`), for programs; null where the reason is ours. */
  readonly code: string | null;

  constructor(path: string, message: string, options: { code?: string | null; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.name = "LogError";
    this.path = path;
    this.code = options.code ?? null;
  }
}

/**
 * An error of the file system as a LogError. `doing` is what failed: `keep` is a write that its caller tries again by
 * itself, which the message says then.
 */
export function fileError(error: unknown, path: string, doing: "read" | "write" | "keep"): LogError {
  if (error instanceof LogError) {
    return error;
  }
  const code = errorCode(error);
  const reason = (code === null ? undefined : reasons.get(code)?.()) ?? plainReason(error, code);
  return new LogError(path, sentence(doing, path, reason), { code, cause: error });
}

function sentence(doing: "read" | "write" | "keep", path: string, reason: string): string {
  switch (doing) {
    case "read":
      return t("Cannot read {0}: {1}", path, reason);
    case "write":
      return t("Cannot write {0}: {1}", path, reason);
    case "keep":
      return t("Cannot write {0}: {1} Slopewise will try again.", path, reason);
  }
}

function plainReason(error: unknown, code: string | null): string {
  const text = error instanceof Error ? error.message : String(error);
  return t("the system says {0}. Check the disk and the folder's permissions.", code ?? text);
}

const reasons: ReadonlyMap<string, () => string> = new Map([
  ["ENOENT", () => t("there is no such file. Check the path.")],
  ["ENOTDIR", () => t("a part of the path is a file, not a folder. Check the path.")],
  ["EISDIR", () => t("it is a folder. Give a file inside it.")],
  ["EACCES", () => t("permission denied. Change the permissions of the file or its folder.")],
  ["EPERM", () => t("the system does not permit it. Change the permissions, or close programs that use the file.")],
  ["EROFS", () => t("the file system is read-only.")],
  ["ENOSPC", () => t("the disk is full. Free some space.")],
  ["EDQUOT", () => t("the disk quota is used up. Free some space.")],
  ["EFBIG", () => t("the file would be larger than the system permits.")],
  ["EIO", () => t("the device reports an input/output error. Check the disk or the network share.")],
  ["ESTALE", () => t("the network share lost the file.")],
  ["ETIMEDOUT", () => t("the network share does not answer.")],
  ["EBUSY", () => t("another program has locked it.")],
  ["ETXTBSY", () => t("another program has locked it.")],
  ["EMFILE", () => t("too many files are open in this program.")],
  ["ENFILE", () => t("too many files are open on this computer.")],
  ["ELOOP", () => t("it is a symbolic link, and those are not followed.")],
]);
