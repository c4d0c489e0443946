import { errorFactory } from "@ohcs/context";

/** Every code that `@ohcs/functions` throws or warns with, its cause and remedy. */
export const functionErrors = {
  PLANE_INVALID: {
    cause: "The samples of a plane do not fill its height × width, or a plane is missing.",
    remedy: "Pass planes whose data length equals height × width.",
  },
  PLANE_SHAPE_MISMATCH: {
    cause: "Planes that are combined pixel by pixel differ in size.",
    remedy: "Combine only planes of equal size, or exclude the image of another size.",
  },
  INPUT_INVALID: {
    cause:
      "A function received inputs that do not match its declaration: missing, of another kind, or too many planes.",
    remedy: "Link the inputs according to the function's declaration.",
  },
  TILE_PLACES_UNKNOWN: {
    cause: "The positions of a well's sites are unknown: there are no stage positions with a pixel size, and no grid.",
    remedy: "Stitch a plate whose microscope records stage positions or the grid of sites.",
  },
  OBJECTS_NOT_ADDABLE: {
    cause: "The objects of several z planes, timepoints or channels would be added up as if they were different ones.",
    remedy:
      "Project first, name one channel, or request separate rows with 'per'; a function whose table counts objects declares 'counts: true', so that this is known before the run.",
  },
  CHANNEL_MISMATCH: {
    cause:
      "A warning: nuclei were searched for in one channel, but across the plate another channel looks more like nuclei.",
    remedy: "Look at both; name the correct one with --channel nuclei=CHANNEL or 'channelRoles' in the configuration.",
  },
  PLATE_MAP_INVALID: {
    cause: "A plate map names no well, a well twice or an invalid well; or a column twice, none, or a reserved one.",
    remedy:
      "Supply a CSV with a column 'well' (or 'Row' and 'Column') and one row per well, and rename the columns in the message.",
  },
  GPU_SAMPLES_UNSUPPORTED: {
    cause: "This operation does not support the plane's sample type on a GPU.",
    remedy: "Convert it to uint8, uint16 or float32, or use the kernel of the same name for the CPU.",
  },
  GPU_PLANE_TOO_LARGE: {
    cause: "A kernel can bind too few rows of a plane for even one row and its halo.",
    remedy: "Use a smaller filter, a device with a higher maxStorageBufferBindingSize, or the CPU.",
  },
} as const;

/** The codes of {@link functionErrors}. */
export type FunctionErrorCode = keyof typeof functionErrors;

export const fail = errorFactory(functionErrors);
