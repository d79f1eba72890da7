// Entry of the page of the table of runs.
import "../ui/pageLanguage.ts";
import "../styles/tools.css";
import "../styles/runs.css";
import "../styles/curves.css";
import "../styles/minimap.css";
import "../styles/analysis.css";
import "../styles/relations.css";
import type { ToRunsPage } from "../../src/protocol/runsPage.ts";
import { parseToRunsPage } from "../../src/protocol/toRunsPage.ts";
import { parseTableView } from "../../src/sweep/view/tableView.ts";
import { Receiver } from "../ui/receiver.ts";
import { RunsHost } from "./runsHost.ts";
import { RunsPage } from "./runsPage.ts";

const host = new RunsHost();
const root = document.getElementById("app");
if (root === null) {
  throw new Error("The page has no place for the table.");
}
const place = root;
/** Made with the first rows, which bring how the table was laid out. */
let page: RunsPage | null = null;
const receiver = new Receiver<ToRunsPage>({
  parse: parseToRunsPage,
  receive: take,
  // Rows are checked one by one before they are shown.
  isWhole: () => false,
  askAgain: () => host.send({ type: "ready" }),
  report: (message) => host.send({ type: "failed", message }),
});
receiver.listen();
host.send({ type: "ready" });

function take(message: ToRunsPage): void {
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
}
