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

/** An error of the file system as a LogError: `doing` names what failed, as in "read" or "write". */
export function fileError(error: unknown, path: string, doing: string): LogError {
  if (error instanceof LogError) {
    return error;
  }
  const code = errorCode(error);
  const reason = (code === null ? undefined : reasons.get(code)) ?? plainReason(error, code);
  return new LogError(path, `Cannot ${doing} ${path}: ${reason}`, { code, cause: error });
}

function plainReason(error: unknown, code: string | null): string {
  const text = error instanceof Error ? error.message : String(error);
  return `the system says ${code ?? text}. Check the disk and the folder's permissions.`;
}

const reasons: ReadonlyMap<string, string> = new Map([
  ["ENOENT", "there is no such file. Check the path."],
  ["ENOTDIR", "a part of the path is a file, not a folder. Check the path."],
  ["EISDIR", "it is a folder. Give the file inside it."],
  ["EACCES", "permission denied. Change the permissions of the file or its folder."],
  ["EPERM", "the system does not permit it. Change the permissions, or close programs that hold the file."],
  ["EROFS", "the file system is read-only."],
  ["ENOSPC", "the disk is full. Make room; writing goes on by itself then."],
  ["EDQUOT", "the disk quota is used up. Make room; writing goes on by itself then."],
  ["EFBIG", "the file would be larger than the system permits."],
  ["EIO", "the device reports an input/output error. Check the disk or the network share."],
  ["ESTALE", "the network share lost the file. It is tried again."],
  ["ETIMEDOUT", "the network share does not answer. It is tried again."],
  ["EBUSY", "another program holds it. It is tried again."],
  ["ETXTBSY", "another program holds it. It is tried again."],
  ["EMFILE", "too many files are open in this program. It is tried again."],
  ["ENFILE", "too many files are open on this computer. It is tried again."],
  ["ELOOP", "it is a symbolic link, which is not followed."],
]);
