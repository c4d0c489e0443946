import type { Json, JsonInput, PlaneKey } from "@ohcs/context";
import { fail } from "../errors.ts";

/** The summary of a group's images for a fold over the plate, with its channel. */
export interface Sketch {
  readonly sketch: string;
  /** Empty if the images have none. */
  readonly channel: string;
}

/**
 * The sketches of one kind in the wells' stored outputs: one value if a well has one group, else one for each group.
 * @throws `INPUT_INVALID` for any other value
 */
export function sketchesIn<Kind extends Sketch>({ values }: JsonInput, kind: Kind["sketch"]): readonly Kind[] {
  return values.flatMap((value) => {
    const found = isSketch(value) ? [value] : Object.values((value ?? {}) as Record<string, Json>);
    return found.map((one) => {
      if (isSketch(one) && one.sketch === kind) return one as unknown as Kind;
      throw fail("INPUT_INVALID", `Cannot fold wells: some value is not of kind '${kind}'`);
    });
  });
}

/** The channel of a group's planes, if they all have the same. */
export function channelOf(planes: readonly PlaneKey[]): string {
  const channels = new Set(planes.map(({ channel = "" }) => channel));
  const [only = ""] = channels;
  return channels.size === 1 ? only : "";
}

/** The entry for `channel`, or for images without channel. @throws `INPUT_INVALID` if there is neither */
export function forChannel<Value>(channels: Readonly<Record<string, Value>>, channel: string, what: string): Value {
  const found = channels[channel] ?? channels[""];
  if (found !== undefined) return found;
  const known = Object.keys(channels).join("', '");
  throw fail("INPUT_INVALID", `Cannot compute: expected ${what} of channel '${channel}', got those of '${known}'`);
}

function isSketch(value: Json | undefined): value is Json & Sketch {
  return typeof value === "object" && value !== null && "sketch" in value;
}
