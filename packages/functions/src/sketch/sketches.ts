import type { Json, JsonInput, PlaneKey } from "@ohcs/context";
import { fail } from "../errors.ts";

/** What a step makes of its images for a fold over the plate: of one group, with the channel that it shows. */
export interface Sketch {
  readonly sketch: string;
  /** Empty where the images have none. */
  readonly channel: string;
}

/**
 * The sketches of one kind in what wells stored: one value where a well has one group, else one for each group.
 * @throws `INPUT_INVALID` where there is anything else
 */
export function sketchesIn<Kind extends Sketch>({ values }: JsonInput, kind: Kind["sketch"]): readonly Kind[] {
  return values.flatMap((value) => {
    const found = isSketch(value) ? [value] : Object.values((value ?? {}) as Record<string, Json>);
    return found.map((one) => {
      if (isSketch(one) && one.sketch === kind) return one as unknown as Kind;
      throw fail("INPUT_INVALID", `Cannot fold wells: expected '${kind}' of each, got something else`);
    });
  });
}

/** The channel of a group's planes, where they are all of one. */
export function channelOf(planes: readonly PlaneKey[]): string {
  const channels = new Set(planes.map(({ channel = "" }) => channel));
  const [only = ""] = channels;
  return channels.size === 1 ? only : "";
}

/** What was found for `channel`, or for images without channel. @throws `INPUT_INVALID` where there is neither */
export function forChannel<Value>(channels: Readonly<Record<string, Value>>, channel: string, what: string): Value {
  const found = channels[channel] ?? channels[""];
  if (found !== undefined) return found;
  const known = Object.keys(channels).join("', '");
  throw fail("INPUT_INVALID", `Cannot compute: expected ${what} of channel '${channel}', got those of '${known}'`);
}

function isSketch(value: Json | undefined): value is Json & Sketch {
  return typeof value === "object" && value !== null && "sketch" in value;
}
