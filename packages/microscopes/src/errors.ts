import { errorFactory } from "@ohcs/context";

/** Every code that `@ohcs/microscopes` throws, with its cause and remedy. */
export const microscopeErrors = {
  PLATE_NOT_FOUND: {
    cause: "There is no folder at the path of the plate.",
    remedy: "Check the path; it must be that of the plate's folder itself.",
  },
  PLATE_UNREADABLE: {
    cause: "The plate's folder, or a folder or file in it, cannot be read, or has a backslash in its name.",
    remedy: "Grant read access, or mount the share again.",
  },
  PLATE_EMPTY: {
    cause: "The plate's folder holds no image file (.tif, .tiff, .png), or an OME-Zarr plate no stored plane.",
    remedy: "Pass the folder that holds the images of one plate.",
  },
  PLATE_UNRECOGNIZED: {
    cause: "No handler recognizes at least half of the image names.",
    remedy: "Pass a pattern with named groups for well (or row and col), site, ch, z and t.",
  },
  PLATE_AMBIGUOUS: {
    cause: "Several handlers recognize the plate equally well.",
    remedy: "Name the handler: --handler, or 'handler' in the configuration.",
  },
  PLATES_MIXED: {
    cause: "The folder holds images of more than one plate or measurement.",
    remedy: "Open the folder of one plate, or of one measurement, at a time.",
  },
  HANDLER_UNKNOWN: {
    cause: "There is no handler of that name.",
    remedy: "Use one of the listed handlers, or omit the option.",
  },
  HANDLER_FAILED: {
    cause: "A handler threw an error without a code, or returned an invalid score when asked to recognize a plate.",
    remedy: "Correct the handler; 'ohcs conform' tests it on a generated plate.",
  },
  HANDLER_OPTIONS_INVALID: {
    cause: "The handler does not take the given options.",
    remedy: "Omit 'with', or name the handler that takes these options.",
  },
  HANDLER_MATCHES_NOTHING: {
    cause: "The named handler finds no plane in the plate.",
    remedy: "Omit the handler, so that one is recognized, or pass a pattern.",
  },
  ACQUISITION_UNSUPPORTED: {
    cause: "An acquisition was chosen for a plate of files: only OME-Zarr plates list acquisitions.",
    remedy: "Omit the acquisition, or pass the folder of one measurement.",
  },
  COORDINATES_CLASH: {
    cause: "Several files claim the same well, site, channel, z and timepoint.",
    remedy: "Move the listed files out of the plate, or pass a pattern that distinguishes them.",
  },
  COORDINATES_INVALID: {
    cause: "A name matches the pattern, but a group does not contain a well or a number.",
    remedy: "Narrow the pattern: rows are letters or numbers from 1, site, z and t are whole numbers.",
  },
  PATTERN_INVALID: {
    cause: "The pattern is not a regular expression, or has no group for the well.",
    remedy: "Write a regular expression with the groups (?<well>…), or (?<row>…) and (?<col>…).",
  },
  PATTERN_MATCHES_NOTHING: {
    cause: "The pattern matches none of the image names.",
    remedy: "Compare it with the example name; a pattern without '/' is matched against the name without its folders.",
  },
  PATTERN_TOO_SLOW: {
    cause: "Matching the pattern exceeded its time budget because of excessive backtracking.",
    remedy: "Avoid repetitions inside repetitions, such as (a+)+, and neighbouring '.*'.",
  },
} as const;

/** The codes of {@link microscopeErrors}. */
export type MicroscopeErrorCode = keyof typeof microscopeErrors;

export const fail = errorFactory(microscopeErrors);
