import type { FromWorker } from "../protocol/worker.ts";
import type { PlotLines, Points, Residuals, RunPlot } from "../review/model/runPlot.ts";

/**
 * A message whose arrays can be given away without a copy of more than they show. Columns hand out views of buffers that
 * go on growing; a view posted as it is would carry its whole buffer along, and one transferred would take it away.
 */
export function ownedBuffers(message: FromWorker): { value: FromWorker; buffers: ArrayBuffer[] } {
  const buffers: ArrayBuffer[] = [];
  if (message.type === "columns") {
    const { part } = message;
    const values = new Float64Array(part.values);
    const rows = part.rows === null ? null : new Uint32Array(part.rows);
    buffers.push(values.buffer, ...(rows === null ? [] : [rows.buffer]));
    return { value: { ...message, part: { ...part, rows, values } }, buffers };
  }
  if (message.type !== "review") {
    return { value: message, buffers };
  }
  const own = (array: Float64Array): Float64Array<ArrayBuffer> => {
    const copy = new Float64Array(array);
    buffers.push(copy.buffer);
    return copy;
  };
  return { value: { ...message, plot: mapArrays(message.plot, own) }, buffers };
}

type MapArray = (array: Float64Array) => Float64Array;

function mapArrays(plot: RunPlot, map: MapArray): RunPlot {
  const points = <P extends Points>(line: P): P => mapPoints(line, map);
  const lines: PlotLines = {
    loss: points(plot.loss),
    lossBins: points(plot.lossBins),
    lossVal: points(plot.lossVal),
    lambdaMax: points(plot.lambdaMax),
    lambdaMaxEwma: points(plot.lambdaMaxEwma),
  };
  return {
    ...plot,
    ...lines,
    curves: plot.curves.map(points),
    residuals: plot.residuals === null ? null : mapResiduals(plot.residuals, map),
  };
}

function mapResiduals(residuals: Residuals, map: MapArray): Residuals {
  const { overTime, correlation, quantiles, spectrum } = residuals;
  return {
    ...residuals,
    overTime: mapPoints(overTime, map),
    correlation: mapPoints(correlation, map),
    quantiles: mapPoints(quantiles, map),
    spectrum: spectrum === null ? null : { frequency: map(spectrum.frequency), density: map(spectrum.density) },
  };
}

function mapPoints<P extends Points>(line: P, map: MapArray): P {
  return { ...line, t: map(line.t), y: map(line.y) };
}
