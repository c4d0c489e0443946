import { errorFactory } from "@ohcs/context";

/** Every code that `@ohcs/ngff` throws, with its cause and remedy. Findings of a validator are data, never thrown. */
export const ngffErrors = {
  NGFF_VERSION_UNKNOWN: {
    cause: "The version of OME-NGFF is unknown to this package.",
    remedy: "Use '0.4', '0.5' or '0.6'.",
  },
  NGFF_LAYOUT_UNKNOWN: {
    cause: "There is no standard plate with that number of wells.",
    remedy: "Give 6, 12, 24, 48, 96, 384 or 1536, or list the names of rows and columns.",
  },
  NGFF_WELL_OUTSIDE_LAYOUT: {
    cause: "A well lies outside the rows and columns of the plate.",
    remedy: "Give the layout of the physical plate.",
  },
  NGFF_AXES_INVALID: {
    cause: "The axes of an image are not some of t, c, z, y, x in this order, y and x included.",
    remedy: "Name the axes like 'tczyx', 'cyx' or 'yx'.",
  },
  NGFF_PYRAMID_INVALID: {
    cause: "The shape, pixel size or position of an image does not give one number per axis.",
    remedy: "Give shape, scale and translation in the order of the axes.",
  },
  NGFF_ARRAY_INVALID: {
    cause: "Shape, chunks and shards of an array do not fit together, or the version has no shards.",
    remedy: "Give one positive length per axis, shards as multiples of chunks, and no shards in 0.4.",
  },
  NGFF_METADATA_INVALID: {
    cause: "Metadata to be built or parsed violate the specification; 'details.violations' lists where.",
    remedy: "Correct what the violations name.",
  },
  NGFF_TOO_LARGE: {
    cause: "A plate, well or image lists more wells, fields, levels or label images than any microscope makes.",
    remedy: "Check the document named in the message, and repair its list with the program that wrote it.",
  },
  NGFF_READ_FAILED: {
    cause: "The reader that was passed in failed for a reason other than an absent document or invalid JSON.",
    remedy: "See the cause; a reader returns null for absent documents.",
  },
} as const;

export type NgffErrorCode = keyof typeof ngffErrors;

export const fail = errorFactory(ngffErrors);
