import { describe, it } from "mocha";
import { writeWorkspace } from "../host/workspace.ts";
import { useSession } from "./session.ts";

describe("the Slopewise view", () => {
  const session = useSession({ fill: writeWorkspace });

  it("lists the runs with what was last read of them", async () => {
    const { workbench } = session();
    await workbench.openView();
    await workbench.run("basics").filter({ hasText: "epoch 20" }).waitFor();
    await session().picture("runs");
  });
});
