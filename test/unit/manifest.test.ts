import { existsSync, globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import written from "../../package.json" with { type: "json" };
import { inLanguage } from "./manifestTexts.ts";
import { contractFileName } from "../../src/contract/model/contract.ts";
import { likelyGlobs } from "../../src/formats/discovery/findRuns.ts";
import { logGlobs } from "../../src/contract/model/logGlobs.ts";

const root = join(import.meta.dirname, "..", "..");
const source = globSync("src/**/*.ts", { cwd: root })
  .map((file) => readFileSync(join(root, file), "utf8"))
  .join("\n");
/** The manifest as people read it. */
const manifest = inLanguage(written, "package.nls.json");
const { commands, configuration, menus, views, viewsContainers, viewsWelcome } = manifest.contributes;
const commandIds = commands.map(({ command }) => command);
const settings = Object.entries(configuration.properties);

/** Names that code uses: whole string literals. */
const isInCode = (name: string): boolean => source.includes(`"${name}"`);

describe("commands of the manifest", () => {
  it.each(commands)("$command has a text and exists in code", ({ command, title, category }) => {
    expect(title).toMatch(/^[A-Z]/);
    expect(category).toBe("Slopewise");
    expect(isInCode(command)).toBe(true);
  });

  it("are all that code registers", () => {
    const registered = [...source.matchAll(/\bcommand\(\s*"(slopewise\.[^"]+)"|registerCommand\(\s*"([^"]+)"/g)];
    const names = registered.map(([, first, second]) => first ?? second);
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((name) => !commandIds.includes(name ?? ""))).toEqual([]);
  });

  it("are the only ones that menus and welcome texts name", () => {
    const inMenus = Object.values(menus).flatMap((items) => items.map(({ command }) => command));
    const inTexts = viewsWelcome.flatMap(({ contents }) =>
      [...contents.matchAll(/\(command:([\w.]+)/g)].map(([, command]) => command ?? ""),
    );
    const ours = [...inMenus, ...inTexts].filter((command) => command.startsWith("slopewise."));
    expect(ours.length).toBeGreaterThan(0);
    expect(ours.filter((command) => !commandIds.includes(command))).toEqual([]);
  });
});

describe("settings of the manifest", () => {
  it.each(settings)("%s has a description, a type and a default, and is read", (name, setting) => {
    expect(setting.markdownDescription).toMatch(/^[A-Z].*\.$/s);
    expect(setting.type).toMatch(/^(array|boolean|number|string|object)$/);
    expect(setting.default).toBeDefined();
    expect(isInCode(name.replace(/^slopewise\./, ""))).toBe(true);
  });

  it("are all that code reads", () => {
    const read = [...source.matchAll(/configuration\.get(?:<[^>]+>)?\("([^"]+)"\)/g)].map(([, name]) => name);
    expect(read.length).toBeGreaterThan(0);
    const names = settings.map(([name]) => name);
    expect(read.filter((name) => !names.includes(`slopewise.${name ?? ""}`))).toEqual([]);
  });
});

describe("views of the manifest", () => {
  it.each(Object.entries(views))("of %s have a container, a name, an icon and code", (container, itsViews) => {
    expect(viewsContainers.activitybar.map(({ id }) => id)).toContain(container);
    for (const { id, name, icon } of itsViews) {
      expect(name).not.toBe("");
      expect(isInCode(id)).toBe(true);
      expect(existsSync(join(root, icon))).toBe(true);
    }
  });

  it("say what to do when they are empty", () => {
    const ids = Object.values(views).flatMap((itsViews) => itsViews.map(({ id }) => id));
    expect(new Set(viewsWelcome.map(({ view }) => view))).toEqual(new Set(ids));
  });
});

describe("documents that the product opens", () => {
  const code = readFileSync(join(root, "src/editor/commands/openDocs.ts"), "utf8");
  const names = [...code.matchAll(/\{\s+name: "([^"]+)"/g)].map(([, name = ""]) => name);

  it("are all of media/docs and the findings, and each exists", () => {
    const files = globSync("media/docs/*.md", { cwd: root }).map((file) => basename(file, ".md"));
    expect([...names].sort()).toEqual([...files, "findings"].sort());
  });

  it("are the only ones that texts and pages link to", () => {
    const texts = JSON.stringify(manifest);
    const linked = [...texts.matchAll(/command:slopewise\.openDocs\?([^)]+)\)/g)].map(
      ([, query = ""]) => (JSON.parse(decodeURIComponent(query)) as readonly string[])[0] ?? "",
    );
    expect(linked.length).toBeGreaterThan(0);
    expect(linked.filter((name) => !names.includes(name))).toEqual([]);
  });
});

describe("files of the manifest", () => {
  it("has an icon that is a PNG of 128 pixels or more", () => {
    const icon = readFileSync(join(root, manifest.icon));
    expect(icon.subarray(1, 4).toString()).toBe("PNG");
    expect(icon.readUInt32BE(16)).toBeGreaterThanOrEqual(128);
  });

  it("has schemas and icons that exist", () => {
    const schemas = manifest.contributes.jsonValidation.map(({ url }) => url);
    const icons = viewsContainers.activitybar.map(({ icon }) => icon);
    expect([...schemas, ...icons].filter((file) => !existsSync(join(root, file)))).toEqual([]);
    schemas.forEach((file) => expect(() => void JSON.parse(readFileSync(join(root, file), "utf8"))).not.toThrow());
  });
});

describe("activation", () => {
  it("is by runs in the workspace and by panels that a window had open, nothing else", () => {
    const panels = manifest.activationEvents.flatMap((event) => /^onWebviewPanel:(.+)$/.exec(event)?.[1] ?? []);
    const folders = manifest.activationEvents.filter((event) => event.startsWith("workspaceContains:"));
    expect(panels.filter((type) => !isInCode(type))).toEqual([]);
    expect(panels.length + folders.length).toBe(manifest.activationEvents.length);
    const byDefault = configuration.properties["slopewise.logs"].default;
    expect(byDefault).toEqual([...new Set([...logGlobs, ...likelyGlobs])]);
    // A contract may name other logs.
    expect(folders).toEqual([...byDefault, `**/${contractFileName}`].map((glob) => `workspaceContains:${glob}`));
  });
});

describe("the walkthrough", () => {
  const steps = manifest.contributes.walkthroughs.flatMap((walkthrough) => walkthrough.steps);

  it.each(steps)(
    "step $id has a picture, a text and a way to be completed",
    ({ media, description, completionEvents }) => {
      expect(existsSync(join(root, media.svg))).toBe(true);
      expect(media.altText).toMatch(/^[A-Z]/);
      expect(description).toMatch(/^[A-Z].*\.\n\[/s);
      expect(completionEvents).not.toEqual([]);
    },
  );

  it.each(steps)("step $id has a picture without inline styles, which are barred there", ({ media }) => {
    expect(readFileSync(join(root, media.svg), "utf8")).not.toMatch(/<style|\sstyle=/);
  });

  it("waits for nothing that code never says", () => {
    const awaited = steps.flatMap(({ completionEvents }) => completionEvents);
    const keys = awaited.flatMap((event) => /^onContext:(.+)$/.exec(event)?.[1] ?? []);
    const ours = awaited.flatMap((event) => /^onCommand:(slopewise\..+)$/.exec(event)?.[1] ?? []);
    expect(keys.length).toBeGreaterThan(0);
    expect(keys.filter((key) => !isInCode(key))).toEqual([]);
    expect(ours.filter((command) => !commandIds.includes(command))).toEqual([]);
  });

  it("is where texts and code say it is", () => {
    const [first] = manifest.contributes.walkthroughs;
    const id = `${manifest.publisher}.${manifest.name}#${first?.id ?? ""}`;
    expect(isInCode(id)).toBe(true);
    const links = viewsWelcome.flatMap(({ contents }) => [...contents.matchAll(/openWalkthrough\?([^)]+)\)/g)]);
    expect(links.length).toBeGreaterThan(0);
    links.forEach(([, query]) => expect(JSON.parse(decodeURIComponent(query ?? ""))).toEqual([id]));
  });
});

describe("tools for language models", () => {
  const toolInputs: Readonly<Record<string, readonly string[]>> = {
    slopewise_review_run: ["run"],
    slopewise_check_run: ["run"],
    slopewise_list_runs: ["from"],
    slopewise_compare_runs: ["runs"],
    slopewise_sweep: [],
  };
  it.each(manifest.contributes.languageModelTools)("$name is registered and says what it is for", (tool) => {
    expect(isInCode(tool.name)).toBe(true);
    expect(tool.modelDescription).toMatch(/^[A-Z].{100,}\.$/s);
    expect(tool.userDescription).toMatch(/^[A-Z]/);
    expect(Object.keys(tool.inputSchema.properties)).toEqual(toolInputs[tool.name]);
  });
});
