import type { ImageLabel } from "./image-label.ts";
import type { Multiscale, Omero } from "./multiscale.ts";
import type { Plate, Well } from "./plate.ts";

/** The metadata of an image group. */
export interface ImageMetadata {
  multiscales: Multiscale[];
  omero?: Omero;
}

/** The metadata of each kind of group, without the wrapping that differs between versions. */
export interface MetadataOf {
  readonly plate: Plate;
  readonly well: Well;
  readonly image: ImageMetadata;
  readonly labels: string[];
  readonly "image-label": ImageLabel;
}

/**
 * The kinds of metadata: of a plate, a well, an image (field), the list of label images, and the additional metadata of
 * a label image.
 */
export type MetadataKind = keyof MetadataOf;
