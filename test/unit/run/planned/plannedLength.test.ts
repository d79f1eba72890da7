import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { plannedLength } from "../../../../src/run/planned/plannedLength.ts";

function planned(name: string, text: string): number | null {
  return plannedLength([{ name, text }]).epochs?.count ?? null;
}

describe("the epochs that a configuration asks for", () => {
  test.each([
    ["config.json", '{ "epochs": 90 }', 90],
    ["args.json", '{ "lr": 0.1, "train": { "num_train_epochs": 3.0 } }', 3],
    ["config.json", '{ "max_epochs": 50, "warmup": { "epochs": 5 } }', 50],
    ["config.json", '{ "epochs": 8, "max_epochs": 8 }', 8],
    ["hparams.yaml", "lr: 0.1\nmax_epochs: 200 # at most\n", 200],
    ["a.yaml", "trainer:\n  max_epochs: 20\nphases:\n  warmup:\n    epochs: 2\n", 20],
    ["a.yml", "num_epochs : 7\r\n", 7],
    ["hydra.yaml", "trainer: {max_epochs: 90}\n", 90],
    ["a.yaml", '{"epochs": 5}', 5],
    ["a.yaml", "epochs: &n 5", 5],
    ["a.yaml", "epochs: 1_000", 1000],
    ["a.yaml", "about: |\n  epochs: 3\n  max_epochs: 4\ntrainer:\n  epochs: 90\n", 90],
    ["a.yaml", "about: >-\n  epochs: 3\nepochs: 90", 90],
    ["a.yaml", "'epochs': !!int \"90\"", 90],
    ["a.yaml", "default: &n 12\ntrainer:\n  epochs: *n\n", 12],
    ["a.yaml", "n: &n 12\nm: &n 13\nepochs: *n\n", 13],
    ["a.yaml", "base: &base {max_epochs: 7}\ntrainer: *base\n", 7],
    ["a.yaml", "base: &base {max_epochs: 7, lr: 1}\ntrainer:\n  <<: *base\n  lr: 2\n", 7],
    ["a.yaml", "x: {one: &a {epochs: 1}, two: &b {epochs: 2}}\n<<: [*b, *a]\n", 2],
    ["a.yaml", "x: {one: &a {epochs: 1}}\n<<: *a\nepochs: 3\n", 3],
    ["a.yaml", "x: {one: &a {trainer: {epochs: 1}}}\n<<: *a\ntrainer: {epochs: 3}\n", 3],
    ["a.yaml", "epochs: 3\nepochs: 4\n", 4],
    ["hparams.yaml", "betas: !!python/tuple\n- 0.9\n- 0.95\nmax_epochs: 30\n", 30],
    [
      "hparams.yaml",
      "root: !!python/object/apply:pathlib.PosixPath\n- /\n- data\nact: !!python/name:torch.relu ''\nmax_epochs: 30\n",
      30,
    ],
    ["hparams.yaml", "!!python/object:argparse.Namespace\nepochs: 30\nlr: 0.1\n", 30],
    ["a.yaml", "lr: 1\n---\nepochs: 8\n...\n---\ntrain: {epochs: 9}\n", 8],
  ])("in %s: %j are %d", (name, text, epochs) => {
    expect(planned(name, text)).toBe(epochs);
  });
  test.each([
    ["config.json", '{ "epoch": 90, "epochs_done": 3 }'],
    ["config.json", '{ "epochs": "90", "max_epochs": -1, "num_epochs": null, "num_train_epochs": 0 }'],
    ["config.json", '{ "warmup": { "epochs": 5 }, "train": { "epochs": 90 } }'],
    ["config.json", '[{ "epochs": 90 }]'],
    ["config.json", "epochs: 90"],
    ["config.json", '{ "epochs": 90, "a": ' + "[".repeat(100_000)],
    ["config.json", '{ "epochs": 90, "a": ' + "[},".repeat(100_000)],
    ["a.yaml", "epochs: [1, 2]\nmax_epochs: -1\nnum_epochs: null\nlist:\n- epochs: 3\n# epochs: 4\n"],
    ["a.yaml", "epochs: '90'\nmax_epochs: .inf\nnum_epochs: !!python/long 3"],
    ["a.yaml", "epochs: !!python/tuple [90]"],
    ["a.yaml", "epochs: 3\n - broken: ["],
    ["a.yaml", "epochs: *nowhere"],
    ["a.yaml", "epochs: 8\n---\nepochs: 9\n"],
    ["a.yaml", "trainer:\n  max_epochs: 20\nwarmup:\n    epochs: 2\n"],
    ["a.yaml", "warmup: {epochs: 5}\ntrain: {epochs: 90}"],
    ["a.yaml", "n: &n 5\n---\nepochs: *n\n"],
    ["a.yaml", "\tepochs: 3"],
    ["a.yaml", ""],
  ])("are not known from %s: %j", (name, text) => {
    expect(planned(name, text)).toBeNull();
  });
  test("are those of the first file that says them, at their line", () => {
    const files = [
      { name: "config.json", text: "{}" },
      { name: "config.yaml", text: "seed: 1\nepochs: 40\n" },
      { name: "other.yaml", text: "epochs: 50\n" },
    ];
    expect(plannedLength(files).epochs).toEqual({ count: 40, file: "config.yaml", key: "epochs", line: 2 });
    expect(plannedLength([{ name: "config.json", text: '{\n  "a": {\n    "epochs": 3\n  }\n}' }]).epochs?.line).toBe(3);
  });
  test.each([
    ["\uFEFF# set by hand\r\n\r\ntrainer: {lr: 1,\r\n  max_epochs: 90}\r\n", "max_epochs", 4],
    ["about: |\n  two\n\n  lines\nbase: &base\n  # why\n  epochs: 3\ntrainer: *base\n", "epochs", 7],
    ["lr: 1\n---\n? num_epochs\n: 4\n", "num_epochs", 3],
  ])("stand in YAML at the line of their key: %j", (text, key, line) => {
    expect(plannedLength([{ name: "a.yaml", text }]).epochs).toMatchObject({ key, line });
  });
});

/** Texts of up to a mebibyte, the size of a settings file that is read. */
describe("a hostile YAML file", () => {
  const most = 2 ** 20;
  const filled = (text: string): string => text.repeat(most / text.length);
  const lines = (count: number, line: (index: number) => string): string =>
    Array.from({ length: count }, (_, i) => line(i)).join("");

  test.each([
    ["sequences in one line", filled("- ")],
    ["keys in one line", filled("? ")],
    ["flow sequences", filled("[")],
    ["flow maps", filled("{a: ")],
    ["pairs in flow sequences", "[" + filled("a: ")],
    ["maps by indent", "epochs: 3\n" + lines(1_400, (level) => " ".repeat(level) + "a:\n")],
    ["texts one after another", "epochs: 3\n" + filled('"a"')],
    ["more words than settings have", "epochs: 3\n" + filled("a:\n")],
    [
      "merged maps without end",
      "m0: &m0 {a: 1}\n" + lines(5_000, (i) => `m${i + 1}: &m${i + 1} {<<: *m${i}}\n`) + "t: {epochs: 3}",
    ],
    [
      "maps that are merged many times",
      "m0: &m0 {a: 1}\n" +
        lines(90, (i) => `m${i + 1}: &m${i + 1} {<<: [${`*m${i}, `.repeat(9)}]}\n`) +
        "t: {epochs: 3}",
    ],
  ])("of %s says nothing", (_, text) => {
    expect(planned("a.yaml", text)).toBeNull();
  });
  test("of aliases that would multiply is read, each map once", () => {
    const laughs = lines(30, (i) => `a${i + 1}: &a${i + 1} {${lines(9, (j) => `b${j}: *a${i}, `)}}\n`);
    expect(planned("a.yaml", `a0: &a0 {epochs: 3}\n${laughs}`)).toBe(3);
    expect(planned("a.yaml", `a0: &a0 [{epochs: 3}]\n${laughs}`)).toBeNull();
  });
  test("of a map that is its own member or is merged into itself ends", () => {
    expect(planned("a.yaml", "a: &a {b: *a, c: {epochs: 3}}")).toBe(3);
    expect(planned("a.yaml", "a: &a {<<: *a, c: {epochs: 3}}")).toBeNull();
  });
  test("of as many keys as are read is read", () => {
    expect(planned("a.yaml", lines(10_000, (i) => `key_${i}: 1\n`) + "epochs: 3\n")).toBe(3);
    expect(planned("a.yaml", `!!omap [${lines(10_000, (i) => `k${i}: 1, `)}]`)).toBeNull();
  });
  test("of any text throws nothing", () => {
    const pieces = fc.constantFrom(
      "epochs",
      ":",
      " ",
      "\n",
      "-",
      "?",
      "*a",
      "&a",
      "<<",
      "[",
      "]",
      "{",
      "}",
      ",",
      "|",
      ">",
      "'",
      '"',
      "!!omap",
      "!x",
      "%",
      "---",
      "#",
      "3",
      "\t",
      "\uFEFF",
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => {
        expect([null, 3]).toContain(planned("a.yaml", parts.join("")));
      }),
    );
  });
});

describe("the steps that a configuration asks for", () => {
  test("are found as the epochs are", () => {
    expect(plannedLength([{ name: "config.json", text: '{ "trainer": { "max_steps": 40000 } }' }]).steps?.count).toBe(
      40_000,
    );
    expect(plannedLength([{ name: "a.yaml", text: "epochs: 3\nmax_iters: 600000\n" }]).steps?.count).toBe(600_000);
    expect(plannedLength([{ name: "args.json", text: '{ "max_steps": -1, "epochs": 3 }' }]).steps).toBeNull();
  });
});
