import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { PanelViews, type ViewMemory } from "../../../../src/editor/panels/panelViews.ts";

/** What VS Code keeps for an extension, across windows. */
class Memory implements ViewMemory {
  readonly values = new Map<string, unknown>();
  writes = 0;
  keys = (): readonly string[] => [...this.values.keys()];
  get = (key: string): unknown => this.values.get(key);
  update(key: string, value: unknown): Promise<void> {
    this.writes++;
    if (value === undefined) {
      this.values.delete(key);
    } else {
      this.values.set(key, JSON.parse(JSON.stringify(value)));
    }
    return Promise.resolve();
  }
}

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

describe("PanelViews", () => {
  it("remember a view for the next panel of the same runs, in another window too", () => {
    const memory = new Memory();
    const views = new PanelViews(memory);
    views.keep(["file:///a"], { x: "linear" });
    expect(views.of(["file:///a"])).toEqual({ x: "linear" });
    vi.advanceTimersByTime(500);
    const elsewhere = new PanelViews(memory);
    expect(elsewhere.of(["file:///a"])).toEqual({ x: "linear" });
    expect(elsewhere.of(["file:///a", "file:///b"])).toBeNull();
  });

  it("write a view that goes on changing once in a while, and what is left when they end", () => {
    const memory = new Memory();
    const views = new PanelViews(memory);
    for (let zoom = 0; zoom < 100; zoom++) {
      views.keep(["file:///a"], { zoom });
    }
    expect(memory.writes).toBe(0);
    views.dispose();
    expect(memory.writes).toBe(1);
    expect(new PanelViews(memory).of(["file:///a"])).toEqual({ zoom: 99 });
  });

  it("forget the views that were changed longest ago, and nothing else", () => {
    const memory = new Memory();
    memory.values.set("other", 1);
    const views = new PanelViews(memory);
    for (let run = 0; run < 250; run++) {
      views.keep([`file:///${run}`], { run });
      vi.advanceTimersByTime(600);
    }
    expect(memory.values.size).toBe(201);
    expect(views.of(["file:///0"])).toBeNull();
    expect(views.of(["file:///249"])).toEqual({ run: 249 });
    expect(memory.values.get("other")).toBe(1);
  });

  it("take nothing from a memory that holds something else", () => {
    const memory = new Memory();
    memory.values.set("slopewise.view file:///a", "text");
    expect(new PanelViews(memory).of(["file:///a"])).toBeNull();
  });
});
