/** Akaike weight from which the best model counts as clearly ahead. */
export const clear = 0.9;

/** Akaike weight from which a model that is not the best is not ruled out. */
export const notRuledOut = (1 - clear) / 2;
