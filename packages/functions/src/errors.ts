import { errorFactory } from "@ohcs/context";

/** Every code that `@ohcs/functions` throws, with its cause and remedy. */
export const functionErrors = {
  PLANE_INVALID: {
    cause: "The samples of a plane do not fill its height × width, or a plane is missing.",
    remedy: "Pass planes whose data length equals height × width.",
  },
  PLANE_SHAPE_MISMATCH: {
    cause: "Planes that are combined pixel by pixel differ in size.",
    remedy: "Combine only planes of one size, or exclude the odd image.",
  },
  INPUT_INVALID: {
    cause: "A function got other inputs than it declares: absent, of another kind, or too many planes.",
    remedy: "Link the inputs as the function's declaration says.",
  },
  TILE_PLACES_UNKNOWN: {
    cause: "Nothing tells where the sites of a well lie: no stage positions with a pixel size, and no grid.",
    remedy: "Stitch a plate whose microscope records stage positions or the grid of sites.",
  },
  PLATE_MAP_INVALID: {
    cause:
      "A plate map names no wells, a well twice or something that is no well; or a column twice, none, or one of identity or status.",
    remedy:
      "Supply a CSV with a column 'well' (or 'Row' and 'Column') and one row per well, and rename the columns in the message.",
  },
  GPU_SAMPLES_UNSUPPORTED: {
    cause: "A plane has a sample type that this operation does not compute with on a GPU.",
    remedy: "Convert it to uint8, uint16 or float32, or use the kernel of the same name for the CPU.",
  },
  GPU_PLANE_TOO_LARGE: {
    cause:
      "So few rows of a plane fit into what a device binds to a kernel that none is left without the rows around it.",
    remedy: "Use a smaller filter, a device with a higher maxStorageBufferBindingSize, or the CPU.",
  },
} as const;

/** The codes of {@link functionErrors}. */
export type FunctionErrorCode = keyof typeof functionErrors;

export const fail = errorFactory(functionErrors);
