import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "mocha";
import { basics } from "../host/records.ts";
import { writeLog, writeSamples } from "../host/workspace.ts";
import { useSession } from "./session.ts";

describe("the Slopewise view", () => {
  const session = useSession({ fill: (folder) => writeSamples(join(folder, "sweep")) });

  it("lists the runs with what was last read of them", async () => {
    const { workbench } = session();
    await workbench.openView();
    await workbench
      .run("run-001")
      .filter({ hasText: /epoch 20 .*2,000 records/ })
      .waitFor();
    await workbench.run("run-002-missing-metric").filter({ hasText: "1 finding" }).waitFor();
    await workbench.run("run-008-young").waitFor();
    await session().picture("runs");
  });

  it("shows a run that a script starts meanwhile", async () => {
    const { workbench } = session();
    await writeLog(session().path("later", "metrics.jsonl"), basics(0, 40));
    await workbench.run("later").filter({ hasText: "40 records" }).waitFor();
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
    await workbench.view().getByText("Choose Which Files Are Logs").waitFor();
    await session().picture("no-runs");
  });
});
