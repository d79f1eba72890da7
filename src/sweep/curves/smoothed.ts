/**
 * Exponential moving average of a curve, its start corrected for the average having begun at 0 (as Adam does: Kingma & Ba
 * 2015), so that the first point stays itself. `weight`: of what came before, from 0 (no smoothing) to below 1.
 */
export function smoothed(y: Float64Array, weight: number): Float64Array {
  if (!(weight > 0)) {
    return y;
  }
  let [average, decay] = [0, 1];
  return y.map((value) => {
    average = weight * average + (1 - weight) * value;
    decay *= weight;
    return average / (1 - decay);
  });
}
