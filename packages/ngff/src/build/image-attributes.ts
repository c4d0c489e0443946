import { type GroupAttributes, type MultiscaleOptions, multiscaleOf, wrapAttributes } from "./multiscale-of.ts";
import { type ChannelDisplay, omeroOf } from "./omero-of.ts";

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
