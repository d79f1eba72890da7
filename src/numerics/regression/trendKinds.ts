/** The trends that may be drawn through any metric. */
export const trendKinds = ["linear", "polynomial", "exponential", "power"] as const;

export type TrendKind = (typeof trendKinds)[number];
