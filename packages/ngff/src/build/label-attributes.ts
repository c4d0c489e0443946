import type { ImageLabel, LabelColor, LabelProperties } from "../model/image-label.ts";
import { type GroupAttributes, type MultiscaleOptions, multiscaleOf, wrapAttributes } from "./multiscale-of.ts";

export interface LabelAttributesOptions extends MultiscaleOptions {
  /** @default the background, 0, transparent: all that is known before there are labels */
  readonly colors?: readonly LabelColor[];
  readonly properties?: readonly LabelProperties[];
  /** The image that was labelled, relative to the label image. @default `../../`: the image whose labels these are */
  readonly source?: string;
}

const BACKGROUND: LabelColor = { "label-value": 0, rgba: [0, 0, 0, 0] };

/** The attributes of a label image. @throws `NGFF_METADATA_INVALID` */
export function labelAttributes(options: LabelAttributesOptions): GroupAttributes {
  const { version, colors = [BACKGROUND], properties, source = "../../" } = options;
  const label: ImageLabel = {
    ...(version === "0.4" && { version }),
    colors: [...colors],
    ...(properties && { properties: [...properties] }),
    source: { image: source },
  };
  return wrapAttributes(
    { multiscales: [multiscaleOf(options)], "image-label": label },
    version,
    "image",
    "image-label",
  );
}
