import { errorFactory } from "@ohcs/context";

/** Every code that composing a run raises by itself, with its cause and remedy. */
export const ohcsErrors = {
  PIPELINE_NOT_FOUND: {
    cause: "There is no such pipeline file.",
    remedy: "Give the path of a .ts, .js, .json or .yaml file, or 'preset:NAME' ('ohcs presets' lists them).",
  },
  PIPELINE_FORMAT_UNKNOWN: {
    cause: "The pipeline file has an unknown extension.",
    remedy: "Name it .ts, .mts, .js, .mjs, .json, .yaml or .yml.",
  },
  PIPELINE_EXPORT_INVALID: {
    cause: "The module's default export is not a pipeline.",
    remedy: "Write 'export default definePipeline({ name, steps })'.",
  },
  PRESET_UNKNOWN: {
    cause: "No built-in pipeline has this name.",
    remedy: "'ohcs presets' lists them.",
  },
  USER_MODULE_INVALID: {
    cause:
      "A pipeline or function module does not compile, imports what cannot be found, or throws while it is loaded.",
    remedy: "Correct the place stated in the message.",
  },
  USER_MODULE_NOT_FOUND: {
    cause: "The named module is neither a file nor an installed package.",
    remedy:
      "Give the path of a .ts or .js file, relative to the file that names it, or a package that is installed in the current folder.",
  },
  USER_MODULE_CHANGED: {
    cause: "A package differs from the one that the plan or run was compiled with.",
    remedy: "Install the version that is named, or compile again: 'ohcs run … --resume'.",
  },
  USER_EXPORT_MISSING: {
    cause: "A named module does not export what it was named for, or exports several candidates.",
    remedy: "Export it, made by the 'define…' function of its kind, and name it 'module#export'.",
  },
  PLATE_UNCONVERTIBLE: {
    cause: "The target format cannot name everything that the plate contains.",
    remedy: "Convert to another format, such as ome-zarr.",
  },
  COMPILE_FAILED: {
    cause: "The pipeline cannot run on this plate: at least one diagnostic is an error.",
    remedy: "Correct what the diagnostics name; 'ohcs plan' shows them without running anything.",
  },
  PIPELINE_OVER_PLATES: {
    cause: "The pipeline reduces over plates, and the program runs a single one.",
    remedy: "Run it with 'ohcs run', which takes several plates, or switch those reductions off ('enabled: false').",
  },
} as const;

/** The codes of {@link ohcsErrors}. */
export type OhcsFacadeErrorCode = keyof typeof ohcsErrors;

export const fail = errorFactory(ohcsErrors);
