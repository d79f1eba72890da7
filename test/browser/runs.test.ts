import { cp, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "mocha";
import { basics } from "../host/records.ts";
import { writeLog, writeSamples } from "../host/workspace.ts";
import { realRuns } from "../testData.ts";
import { useSession } from "./session.ts";

describe("the Slopewise view", () => {
  const session = useSession({ fill: (folder) => writeSamples(join(folder, "sweep")) });

  it("lists the runs with the loss of each and what is wrong", async () => {
    const { workbench } = session();
    await workbench.openView();
    await workbench
      .run("run-001")
      .filter({ hasText: /val loss \d\.\d/ })
      .waitFor();
    await workbench.run("run-002-missing-metric").filter({ hasText: "1 finding" }).waitFor();
    await workbench.run("run-008-young").waitFor();
    await session().picture("runs");
  });

  it("shows a run that a script starts meanwhile", async () => {
    const { workbench } = session();
    await writeLog(session().path("later", "metrics.jsonl"), basics(0, 40));
    await workbench
      .run("later")
      .filter({ hasText: /loss \d/ })
      .waitFor();
  });
});

describe("the Slopewise view of a folder without runs", () => {
  const session = useSession({
    fill: async (folder) => {
      await mkdir(join(folder, "notes"));
      await writeFile(join(folder, "notes", "ideas.txt"), "none\n");
    },
  });

  it("says what to do", async () => {
    const { workbench } = session();
    await workbench.openView();
    await workbench
      .view()
      .getByText(/No run found/)
      .waitFor();
    await workbench.view().getByText("Edit Log Patterns").waitFor();
    await session().picture("no-runs");
  });
});

describe("the Slopewise view of a folder of logs under other names", () => {
  const session = useSession({
    fill: async (folder) => {
      await mkdir(join(folder, "one"));
      await writeFile(join(folder, "one", "train.out"), '{"step": 1, "loss": 2.5}\n{"step": 2, "loss": 2.4}\n');
      await writeFile(join(folder, "one", "notes.txt"), "none\n");
    },
  });

  it("reads them at a click", async () => {
    const { workbench } = session();
    await workbench.openView();
    await session().picture("unread-logs");
    await workbench.view().getByText("Read These Files").click();
    await workbench.run("one").filter({ hasText: "loss 2.400" }).waitFor();
  });
});

describe("the Slopewise view of a folder of other tools' logs", () => {
  const session = useSession({
    fill: (folder) => cp(join(realRuns, "hf-trainer-small"), join(folder, "trainer"), { recursive: true }),
  });

  it("lists them, since they are runs", async () => {
    const { workbench } = session();
    await workbench.openView();
    await workbench.run("trainer").waitFor();
    await session().picture("other-tools");
  });
});
