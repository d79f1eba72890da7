import { describe, expect, it } from "vitest";
import { FavoriteMetrics } from "../../../../src/editor/panels/favoriteMetrics.ts";

function memoryOf(values: Map<string, unknown>): ConstructorParameters<typeof FavoriteMetrics>[0] {
  return {
    get: (key) => values.get(key),
    update: (key, value) => {
      values.set(key, value);
      return Promise.resolve();
    },
  };
}

describe("favorite metrics", () => {
  it("are there for every run, in the next window too", () => {
    const values = new Map<string, unknown>();
    const favorites = new FavoriteMetrics(memoryOf(values));
    expect(favorites.names).toEqual([]);
    favorites.keep(["grad_norm", "val/f1"]);
    expect(new FavoriteMetrics(memoryOf(values)).names).toEqual(["grad_norm", "val/f1"]);
  });

  it("are none of what is no name", () => {
    const values = new Map<string, unknown>();
    new FavoriteMetrics(memoryOf(values)).keep([]);
    const [key = ""] = values.keys();
    expect(new FavoriteMetrics(memoryOf(new Map([[key, "lr"]]))).names).toEqual([]);
    expect(new FavoriteMetrics(memoryOf(new Map([[key, [1, "lr", null]]]))).names).toEqual(["lr"]);
  });
});
