import assert from "node:assert/strict";
import { cp } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "mocha";
import { endedAnHourAgo } from "../host/workspace.ts";
import { realRuns } from "../testData.ts";
import { analyze } from "./commandLine.ts";
import { reviewPanel } from "./reviewPanel.ts";
import { useSession } from "./session.ts";

const RUNS = [
  { name: "gpt2-124m-llmc", path: ["gpt2-124m-llmc"], records: 19_640, picture: "panel-gpt2" },
  { name: "resnet110_v1", path: ["cifar10-gluoncv", "resnet110_v1"], records: 200, picture: "panel-resnet110" },
];

describe("real runs", () => {
  const session = useSession({
    fill: async (folder) => {
      for (const name of ["gpt2-124m-llmc", "cifar10-gluoncv"]) {
        await cp(join(realRuns, name), join(folder, name), { recursive: true });
      }
      await endedAnHourAgo(folder);
    },
    // The command line holds no log to the built-in contract that is not asked for it.
    settings: { "slopewise.contract.builtIn": "auto" },
  });

  for (const { name, path, records, picture } of RUNS) {
    it(`${name} is listed and reviewed with the command line's numbers`, async () => {
      const { workbench } = session();
      const panel = reviewPanel(workbench);
      await workbench.openView();
      await workbench.openRun(name);
      await panel.records(records).waitFor();
      await panel.heading(name).waitFor();
      await panel.chart("Loss").waitFor();
      const review = await analyze(session().path(...path));
      assert.equal(await panel.summary(), review.summary);
      // The panel puts the gravest first, and the code behind the sentence.
      const expected = review.findings.map(({ message, code }) => `${message} ${code}`).sort();
      assert.deepEqual((await panel.findings()).sort(), expected);
      await session().picture(picture);
    });
  }
});
