import { describe, expect, it } from "vitest";
import { mountOf, mountsIn } from "../../../../src/worker/places/mounts.ts";

const system = mountsIn(
  [
    "22 1 259:2 / / rw,relatime shared:1 - ext4 /dev/nvme0n1p2 rw",
    "40 22 0:45 / /home/share\\040of\\134all rw,relatime shared:20 - nfs4 server:/export rw,vers=4.2",
    "41 22 0:46 / /mnt/remote rw,nosuid - fuse.sshfs user@host: rw",
    "42 41 0:47 / /mnt/remote/scratch rw - tmpfs tmpfs rw",
    "43 22 0:48 / /late rw - ext4 /dev/sdb rw",
    "44 43 0:49 / /late rw master:3 - cifs //server/late rw",
    "",
    "a line that is none",
  ].join("\n"),
);

describe("mounts", () => {
  it.each([
    ["/home/me/run/metrics.jsonl", "/", false],
    ["/home/share of\\all/run/metrics.jsonl", "/home/share of\\all", true],
    ["/home/share of\\alles/metrics.jsonl", "/", false],
    ["/mnt/remote", "/mnt/remote", true],
    ["/mnt/remote/metrics.jsonl", "/mnt/remote", true],
    ["/mnt/remote/scratch/metrics.jsonl", "/mnt/remote/scratch", false],
    ["/late/metrics.jsonl", "/late", true],
  ])("says of %s which file system holds it, and whether it may hang", (path, folder, isUnsure) => {
    expect(mountOf(path, system)).toEqual({ folder, isUnsure });
  });

  it.each([
    ["\\\\server\\share\\metrics.jsonl", true],
    ["//server/share/metrics.jsonl", true],
    ["/Volumes/share/metrics.jsonl", true],
    ["C:\\runs\\metrics.jsonl", false],
    ["/Users/me/metrics.jsonl", false],
  ])("tells by %s itself where no mounts are listed", (path, isUnsure) => {
    expect(mountOf(path, mountsIn(""))?.isUnsure).toBe(isUnsure);
  });
});
