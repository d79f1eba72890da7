import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { holderOf, isMark, newMark } from "../../../../src/log/files/lockMark.ts";
import { birthMark, hostMark } from "../../../../src/log/files/processes.ts";

describe("the mark of a lock", () => {
  it("is another one each time, and known as one", () => {
    const marks = [newMark(), newMark()];
    expect(new Set(marks).size).toBe(2);
    expect(marks.map(isMark)).toEqual([true, true]);
  });

  it("is also one of earlier versions, without a birth, or one that was never written", () => {
    expect([`${hostMark} 17 0a0b0c`, ""].map(isMark)).toEqual([true, true]);
    expect(["/etc/passwd", "17 0a0b0c", `${hostMark} 17 0a0b0c - more`].map(isMark)).toEqual([false, false, false]);
  });

  it("tells a process that has ended, and not whether one of another computer has", () => {
    const { pid } = spawnSync(process.execPath, ["--version"]);
    expect(holderOf(`${hostMark} ${pid} 0a0b0c -`)).toBe("gone");
    expect(holderOf(`elsewhere ${pid} 0a0b0c -`)).toBe("unknown");
    expect(holderOf("")).toBe("unknown");
  });

  it("does not tell of this process, of which a thread may have died with the lock, but of one that had its number before", () => {
    expect(holderOf(newMark())).toBe("unknown");
    const birth = birthMark(process.pid);
    expect(holderOf(`${hostMark} ${process.pid} 0a0b0c ${birth ?? "-"}0`)).toBe(birth === null ? "unknown" : "gone");
  });
});
