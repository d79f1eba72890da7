// Entry of the run panel's page.
import "../shared/pageLanguage.ts";
import "./run.css";
import { Host } from "../shared/host.ts";
import { onThemeChange } from "../shared/readTheme.ts";
import { Panel } from "./panel.ts";

const host = new Host();
window.addEventListener("error", (event) => host.send({ type: "failed", message: describe(event.error) }));
window.addEventListener("unhandledrejection", (event) =>
  host.send({ type: "failed", message: describe(event.reason) }),
);

const root = document.getElementById("app");
if (root === null) {
  throw new Error("The page has no place for the panel.");
}
const panel = new Panel(root, host);
onThemeChange(() => panel.redraw());
host.listen((state) => panel.show(state));
host.send({ type: "ready" });

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
