// Entry of the run panel's page.
import "./ui/pageLanguage.ts";
import "./styles/tools.css";
import "./styles/run.css";
import "./styles/charts.css";
import "./styles/minimap.css";
import { Host } from "./ui/host.ts";
import { onThemeChange, readTheme } from "./ui/readTheme.ts";
import { Panel } from "./page/panel.ts";

const host = new Host();
window.addEventListener("error", (event) => host.send({ type: "failed", message: describe(event.error) }));
window.addEventListener("unhandledrejection", (event) =>
  host.send({ type: "failed", message: describe(event.reason) }),
);

const root = document.getElementById("app");
if (root === null) {
  throw new Error("The page has no place for the panel.");
}
const logs = logsOf(root);
// As long as the page is empty this costs nothing: later the browser would work out the style of every element for it.
readTheme();
const panel = new Panel(root, host, logs[0] ?? "");
onThemeChange(() => panel.redraw());
host.listen((message) => panel.receive(message));
host.send({ type: "ready" });

/** The logs that the extension wrote into the page. */
function logsOf({ dataset }: HTMLElement): string[] {
  const logs: unknown = JSON.parse(dataset["logs"] ?? "[]");
  return Array.isArray(logs) ? logs.filter((log) => typeof log === "string") : [];
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
