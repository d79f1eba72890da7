import type { FromWorker } from "./messages.ts";
import type { Points, RunPlot } from "../review/runPlot.ts";

/**
 * A message whose arrays can be given away without a copy of more than they show. Columns hand out views of buffers that
 * go on growing; a view posted as it is would carry its whole buffer along, and one transferred would take it away.
 */
export function ownedBuffers(message: FromWorker): { value: FromWorker; buffers: ArrayBuffer[] } {
  if (message.type !== "review") {
    return { value: message, buffers: [] };
  }
  const buffers: ArrayBuffer[] = [];
  const own = (array: Float64Array): Float64Array<ArrayBuffer> => {
    const copy = new Float64Array(array);
    buffers.push(copy.buffer);
    return copy;
  };
  return { value: { ...message, plot: mapArrays(message.plot, own) }, buffers };
}

function mapArrays(plot: RunPlot, map: (array: Float64Array) => Float64Array): RunPlot {
  const points = <P extends Points>(line: P): P => ({ ...line, t: map(line.t), y: map(line.y) });
  return {
    ...plot,
    loss: points(plot.loss),
    lossBins: points(plot.lossBins),
    lossVal: points(plot.lossVal),
    curves: plot.curves.map(points),
    lambdaMax: points(plot.lambdaMax),
    lambdaMaxEwma: points(plot.lambdaMaxEwma),
  };
}
