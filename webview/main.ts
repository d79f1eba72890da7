// Entry of the run panel's page.
import "./ui/pageLanguage.ts";
import "./styles/tools.css";
import "./styles/run.css";
import "./styles/charts.css";
import "./styles/minimap.css";
import type { ToPanel } from "../src/protocol/panel.ts";
import { parseToPanel } from "../src/protocol/toPanel.ts";
import { Host } from "./ui/host.ts";
import { onThemeChange, readTheme } from "./ui/readTheme.ts";
import { Receiver } from "./ui/receiver.ts";
import { Panel } from "./page/panel.ts";

const host = new Host();
const root = document.getElementById("app");
if (root === null) {
  throw new Error("The page has no place for the panel.");
}
const logs = logsOf(root);
const log = logs[0] ?? "";
// As long as the page is empty this costs nothing: later the browser would work out the style of every element for it.
readTheme();
const receiver = new Receiver<ToPanel>({
  parse: (value) => ofThisRun(parseToPanel(value)),
  receive: (message) => panel.receive(message),
  isWhole: ({ type }) => type === "state",
  askAgain: () => host.send({ type: "ready" }),
  report: (message) => host.send({ type: "failed", message }),
});
receiver.listen();
const panel = new Panel(root, host, log);
onThemeChange(() => panel.redraw());
host.send({ type: "ready" });

/** A message about this run or about none. */
function ofThisRun(message: ToPanel | null): ToPanel | null {
  const named = message?.type === "state" ? message.state.log : message?.type === "picture" ? log : message?.log;
  return named === log ? message : null;
}

/** The logs that the extension wrote into the page. */
function logsOf({ dataset }: HTMLElement): string[] {
  const logs: unknown = JSON.parse(dataset["logs"] ?? "[]");
  return Array.isArray(logs) ? logs.filter((log) => typeof log === "string") : [];
}
