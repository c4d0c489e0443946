import type { OmeroChannel } from "../model/multiscale.ts";
import { type GroupAttributes, type MultiscaleOptions, multiscaleOf, wrapAttributes } from "./multiscale-of.ts";

export interface ImageAttributesOptions extends MultiscaleOptions {
  /** One entry per channel of the array, in its order. */
  readonly channels?: readonly ChannelDisplay[];
}

/** The attributes of an image group, a field of a well for one. @throws `NGFF_METADATA_INVALID` */
export function imageAttributes(options: ImageAttributesOptions): GroupAttributes {
  const content = {
    multiscales: [multiscaleOf(options)],
    ...(options.channels && { omero: omeroOf(options.channels) }),
  };
  return wrapAttributes(content, options.version, "image");
}

/** How a channel is to be shown. */
export interface ChannelDisplay {
  readonly label: string;
  /** Range of the slider, and what is shown at first (`start` black, `end` full colour): take percentiles of pixels. */
  readonly window: { readonly min: number; readonly max: number; readonly start: number; readonly end: number };
  /** Red, green, blue as six hexadecimal digits. @default white for a single channel, else one of six colours in turn */
  readonly color?: string;
  /** Is it shown at first? @default true */
  readonly active?: boolean;
}

const COLORS = ["0000FF", "00FF00", "FF0000", "FF00FF", "00FFFF", "FFFF00"];

/** The `omero` metadata of an image, as viewers read them: channels in the order of the array. */
export function omeroOf(channels: readonly ChannelDisplay[]): Record<string, unknown> {
  const alone = channels.length === 1;
  return {
    channels: channels.map(
      ({ label, window, color, active = true }, index): OmeroChannel & Record<string, unknown> => ({
        label,
        color: color ?? (alone ? "FFFFFF" : (COLORS[index % COLORS.length] ?? "FFFFFF")),
        window: { ...window },
        active,
        family: "linear",
        coefficient: 1,
        inverted: false,
      }),
    ),
    rdefs: { model: alone ? "greyscale" : "color", defaultT: 0, defaultZ: 0 },
  };
}
