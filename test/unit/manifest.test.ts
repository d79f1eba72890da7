import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import manifest from "../../package.json" with { type: "json" };

const root = join(import.meta.dirname, "..", "..");
const source = globSync("src/**/*.ts", { cwd: root })
  .map((file) => readFileSync(join(root, file), "utf8"))
  .join("\n");
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
    expect(folders).toEqual(byDefault.map((glob) => `workspaceContains:${glob}`));
  });
});

describe("a texts file", () => {
  it("is not needed, or holds every text that the manifest refers to", () => {
    const keys = [...JSON.stringify(manifest.contributes).matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key);
    const file = join(root, "package.nls.json");
    const texts: unknown = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
    expect(keys.filter((key) => typeof Reflect.get(Object(texts), key ?? "") !== "string")).toEqual([]);
  });
});
