/** File systems that are on this computer, and so answer. */
const local: ReadonlySet<string> = new Set(
  (
    "ext2 ext3 ext4 xfs btrfs zfs f2fs jfs reiserfs bcachefs overlay aufs " +
    "tmpfs ramfs rootfs vfat exfat ntfs ntfs3 squashfs iso9660 erofs"
  ).split(" "),
);

/** A file system in the tree of folders. */
export interface Mount {
  readonly folder: string;
  /** Whether it may stop answering: that of a network, or of a program (FUSE). */
  readonly isUnsure: boolean;
}

/** The mounts of a Linux system, by the text of /proc/self/mountinfo (proc_pid_mountinfo(5)). */
export function mountsIn(text: string): readonly Mount[] {
  return text.split("\n").flatMap((line) => {
    const [place, source] = line.split(" - ", 2).map((part) => part.split(" "));
    const [folder, type] = [place?.[4], source?.[0]];
    return folder === undefined || type === undefined
      ? []
      : [{ folder: withoutEscapes(folder), isUnsure: !local.has(type) }];
  });
}

/** Blanks and the like stand as octal numbers. */
function withoutEscapes(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
}

/** Folders of other computers, on systems that do not list their mounts. */
const elsewhere = /^(?:\\\\|\/\/|\/Volumes\/)[^\\/]*/;

/** The mount that holds a path without links, or what looks like one where the system lists none. */
export function mountOf(path: string, mounts: readonly Mount[]): Mount | null {
  if (mounts.length === 0) {
    const [folder] = elsewhere.exec(path) ?? [];
    return { folder: folder ?? "/", isUnsure: folder !== undefined };
  }
  let nearest: Mount | null = null;
  for (const mount of mounts) {
    const { folder } = mount;
    const holds = path === folder || path.startsWith(folder.endsWith("/") ? folder : `${folder}/`);
    // Of several on one folder the last hides the others.
    if (holds && folder.length >= (nearest?.folder.length ?? 0)) {
      nearest = mount;
    }
  }
  return nearest;
}
