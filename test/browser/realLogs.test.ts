import assert from "node:assert/strict";
import { cp, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "mocha";
import { eventually } from "../host/eventually.ts";
import { endedAnHourAgo } from "../host/workspace.ts";
import { fieldCases, realRuns } from "../testData.ts";
import { useSession } from "./session.ts";

/** The folders that hold several of them. */
const folders = ["cifar10-gluoncv", "cs336-q7"];

/** The real logs of JSON Lines under the names that their tools gave them, and what the view calls them. */
const runs = [
  "resnet110_v1",
  "resnet20_v1",
  "resnet56_v1",
  "wideresnet16_10",
  "deit-finetune",
  "detectron2-smn",
  "detr-short",
  "dreamer-jsonl",
  "gpt2-124m-llmc",
  "baseline_lr0p0028",
  "no_rmsnorm_lr0p0007",
  "no_rmsnorm_lr0p0028",
  "llamafactory-grpo",
];

describe("a folder of real logs under many names", () => {
  const session = useSession({
    fill: async (folder) => {
      for (const name of ["cifar10-gluoncv", "deit-finetune", "detectron2-smn", "detr-short", "dreamer-jsonl"]) {
        await cp(join(realRuns, name), join(folder, name), { recursive: true });
      }
      await cp(join(realRuns, "gpt2-124m-llmc"), join(folder, "gpt2-124m-llmc"), { recursive: true });
      for (const name of ["cs336-q7", "llamafactory-grpo"]) {
        const isLog = (path: string): boolean => !path.endsWith("metrics.contract.json");
        await cp(join(fieldCases, name), join(folder, name), { recursive: true, filter: isLog });
      }
      await mkdir(join(folder, "data"));
      await writeFile(join(folder, "data", "train.jsonl"), '{"id": 1, "text": "one step more"}\n'.repeat(9));
      await writeFile(join(folder, "data", "log.txt"), "step 1: loss 2.5\n".repeat(9));
      await endedAnHourAgo(folder);
    },
  });

  it("says once that CSVs are written, and turns that off", async () => {
    const { workbench } = session();
    const notice = workbench.notification(/wrote a CSV next to each JSON Lines log/);
    await notice.waitFor();
    await session().picture("csv-notice");
    await notice.getByRole("button", { name: "Turn Off" }).click();
    const settings = session().path(".vscode", "settings.json");
    await eventually("the setting", async () =>
      (await readFile(settings, "utf8")).includes('"slopewise.csv.write": false'),
    );
    assert.deepEqual((await readdir(session().path("detr-short"))).sort(), ["log.txt"]);
  });

  it("lists each run once in its folder, by what tells it apart, and nothing else", async () => {
    const { workbench } = session();
    await workbench.openView();
    const names = workbench.view().locator(".monaco-list-row .label-name");
    const rows = [...folders, ...runs];
    await eventually(`${rows.length} rows`, async () => (await names.count()) === rows.length);
    assert.deepEqual((await names.allInnerTexts()).sort(), [...rows].sort());
    await session().picture("real-logs");
  });
});
