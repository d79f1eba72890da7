import type { PictureMessage } from "../../protocol/picture.ts";
import type { LinesChart } from "../../sweep/curves/linesChart.ts";
import type { WorkerClient } from "../../worker/client.ts";
import { RefusalError } from "../../worker/pendingRequests.ts";

/** Has a chart drawn that a page asked for, and answers it in any case. */
export async function pictureOf(
  client: Pick<WorkerClient, "drawLines">,
  { ask, chart }: { readonly ask: number; readonly chart: LinesChart },
): Promise<PictureMessage> {
  try {
    return { type: "picture", ask, svg: await client.drawLines(chart), problem: "" };
  } catch (error) {
    if (!(error instanceof RefusalError)) {
      throw error;
    }
    return { type: "picture", ask, svg: null, problem: error.message };
  }
}
