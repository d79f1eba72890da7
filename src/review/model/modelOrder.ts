import { modelNames, type ModelFit, type ModelName } from "../../numerics/models/modelFit.ts";

/** What an order of models reads of each fit. */
type Compared = Readonly<Record<ModelName, Pick<ModelFit, "aicc">>>;

/**
 * The models, the one that describes the curve best (lowest AICc) first; those that could not be fitted last, in the order of
 * `modelNames`.
 */
export function modelsByFit(fits: Compared): readonly ModelName[] {
  const aicc = (name: ModelName): number => fits[name].aicc ?? Infinity;
  return modelNames.toSorted((one, other) => (aicc(one) === aicc(other) ? 0 : aicc(one) - aicc(other)));
}
