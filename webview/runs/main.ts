// Entry of the page of the table of runs.
import "../ui/pageLanguage.ts";
import "../styles/tools.css";
import "../styles/runs.css";
import "../styles/curves.css";
import "../styles/minimap.css";
import "../styles/analysis.css";
import "../styles/relations.css";
import { parseTableView } from "../../src/sweep/view/tableView.ts";
import { RunsHost } from "./runsHost.ts";
import { RunsPage } from "./runsPage.ts";

const host = new RunsHost();
window.addEventListener("error", (event) => host.send({ type: "failed", message: describe(event.error) }));
window.addEventListener("unhandledrejection", (event) =>
  host.send({ type: "failed", message: describe(event.reason) }),
);

const root = document.getElementById("app");
if (root === null) {
  throw new Error("The page has no place for the table.");
}
const place = root;
/** Made with the first rows, which bring how the table was laid out. */
let page: RunsPage | null = null;
host.listen((message) => {
  if (message.type === "curves") {
    page?.receiveCurves(message);
  } else if (message.type === "analysis") {
    page?.receiveAnalysis(message);
  } else if (message.type === "picture") {
    page?.receivePicture(message);
  } else if (message.type === "views") {
    page?.receiveViews(message);
  } else if (message.type === "tick") {
    page?.drawOnly(message.logs);
  } else if (message.type === "export") {
    page?.exportReport();
  } else {
    page ??= new RunsPage(place, host, parseTableView(message.view));
    page.receive(message);
  }
});
host.send({ type: "ready" });

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
