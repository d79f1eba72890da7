import { t } from "../../l10n.ts";

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

/** The system's error code of an error, or null. */
export function errorCode(error: unknown): string | null {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : null;
}

/** An error of the file system as a LogError: `doing` is what failed. */
export function fileError(error: unknown, path: string, doing: "read" | "write"): LogError {
  if (error instanceof LogError) {
    return error;
  }
  const code = errorCode(error);
  const reason = (code === null ? undefined : reasons.get(code)?.()) ?? plainReason(error, code);
  const message = doing === "read" ? t("Cannot read {0}: {1}", path, reason) : t("Cannot write {0}: {1}", path, reason);
  return new LogError(path, message, { code, cause: error });
}

function plainReason(error: unknown, code: string | null): string {
  const text = error instanceof Error ? error.message : String(error);
  return t("the system says {0}. Check the disk and the folder's permissions.", code ?? text);
}

const reasons: ReadonlyMap<string, () => string> = new Map([
  ["ENOENT", () => t("there is no such file. Check the path.")],
  ["ENOTDIR", () => t("a part of the path is a file, not a folder. Check the path.")],
  ["EISDIR", () => t("it is a folder. Give the file inside it.")],
  ["EACCES", () => t("permission denied. Change the permissions of the file or its folder.")],
  ["EPERM", () => t("the system does not permit it. Change the permissions, or close programs that hold the file.")],
  ["EROFS", () => t("the file system is read-only.")],
  ["ENOSPC", () => t("the disk is full. Make room; writing goes on by itself then.")],
  ["EDQUOT", () => t("the disk quota is used up. Make room; writing goes on by itself then.")],
  ["EFBIG", () => t("the file would be larger than the system permits.")],
  ["EIO", () => t("the device reports an input/output error. Check the disk or the network share.")],
  ["ESTALE", () => t("the network share lost the file. It is tried again.")],
  ["ETIMEDOUT", () => t("the network share does not answer. It is tried again.")],
  ["EBUSY", () => t("another program holds it. It is tried again.")],
  ["ETXTBSY", () => t("another program holds it. It is tried again.")],
  ["EMFILE", () => t("too many files are open in this program. It is tried again.")],
  ["ENFILE", () => t("too many files are open on this computer. It is tried again.")],
  ["ELOOP", () => t("it is a symbolic link, which is not followed.")],
]);
