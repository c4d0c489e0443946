import { encodeError, type WellError } from "@ohcs/context";

/** Where in a well something happens; inner places complete outer ones. */
export interface Place {
  readonly step?: { readonly index: number; readonly name: string };
  readonly function?: string;
  readonly file?: string;
}

/** Carries what was thrown together with its place, up to the end of the well. */
class PlacedError extends Error {
  readonly thrown: unknown;
  readonly place: Place;

  constructor(thrown: unknown, place: Place) {
    super("Placed");
    this.thrown = thrown;
    this.place = place;
  }
}

/** Runs `work`; whatever it throws is known to have happened at `place`. */
export async function at<Value>(place: Place, work: () => Value | Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (thrown) {
    throw placed(thrown, place);
  }
}

function placed(thrown: unknown, place: Place): PlacedError {
  if (thrown instanceof PlacedError) return new PlacedError(thrown.thrown, { ...place, ...thrown.place });
  return new PlacedError(thrown, place);
}

/** What was thrown, without its place. */
export function originOf(thrown: unknown): unknown {
  return thrown instanceof PlacedError ? thrown.thrown : thrown;
}

/** Where that was thrown, as far as it is known. */
export function placeOf(thrown: unknown): Place {
  return thrown instanceof PlacedError ? thrown.place : {};
}

/** Whatever ended a well, as data with its place; `known` is the place where the error itself knows none. */
export function toWellError(thrown: unknown, known: Place = {}): WellError {
  const { thrown: error, place } = thrown instanceof PlacedError ? thrown : { thrown, place: known };
  return {
    ...encodeError(error),
    step: place.step ?? null,
    function: place.function ?? null,
    file: place.file ?? null,
  };
}
