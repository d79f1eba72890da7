import type { RunSource } from "../../formats/model/format.ts";

/** A run as far as it tells whether another one is the same. */
interface PlacedRun<Place> {
  /** What the run is known by. */
  readonly uri: Place;
  readonly source?: RunSource | undefined;
  readonly also?: readonly string[] | undefined;
}

/**
 * The runs that were found, those of other formats by the place that they are known by already: the file that stands for
 * a run changes when its tool begins a new one (another checkpoint, a resumed W&B run), or when another format of it
 * becomes the more exact one, and what is open of it stays open. In the order given.
 */
export function asKnown<Place extends { toString(): string }, Run extends PlacedRun<Place>>(
  found: readonly Run[],
  known: readonly PlacedRun<Place>[],
): readonly Run[] {
  const places = new Set(found.map(({ uri }) => uri.toString()));
  const left = known.filter(({ uri, source }) => source !== undefined && !places.has(uri.toString()));
  const isKnown = new Set(known.map(({ uri }) => uri.toString()));
  return found.map((run) => {
    const at = isKnown.has(run.uri.toString()) ? -1 : left.findIndex((one) => isSame(run, one));
    const [before] = at === -1 ? [] : left.splice(at, 1);
    return before === undefined ? run : { ...run, uri: before.uri };
  });
}

/** Whether two have a file in common, and are the same run of those in it. */
function isSame<Place>(run: PlacedRun<Place>, before: PlacedRun<Place>): boolean {
  const files = new Set(filesOf(before));
  return run.source?.part === before.source?.part && filesOf(run).some((file) => files.has(file));
}

function filesOf<Place>({ source, also = [] }: PlacedRun<Place>): readonly string[] {
  return [...(source?.files ?? []), ...also];
}
