import { countOf, type Diagnostic } from "@ohcs/context";

/** Every notice that a manifest may contain, with its hint. */
export const microscopeNotices = {
  THUMBNAILS_SET_ASIDE: "Nothing to do: thumbnails are not measurements.",
  PROJECTIONS_SET_ASIDE: "Project the z-planes in the pipeline (maxProjection) instead.",
  DERIVED_SET_ASIDE:
    "Stitch and process in the pipeline instead, or open a copy of the plate that holds these images only.",
  CHANNELS_ONLY_PROJECTED: "Open a copy of the plate that holds the projections only, if these channels are needed.",
  FILES_UNMATCHED: "Check that none of these files is a plane of the plate.",
  LINKS_NOT_FOLLOWED: "Pass the folder that the links lead to, if planes are missing.",
  PATTERN_GROUPS_UNUSED: "Rename the groups, or leave them unnamed: (?:…).",
  PLANES_MISSING:
    "Restore the files, or process wells with gaps: --set onMissing=skip (or fill), 'onMissing' in the pipeline.",
  ANNOUNCED_NOT_FOUND: "Check that the acquisition ended and all files were copied.",
  SITES_MASKED: "Tiles are placed by stage position only.",
  GRID_UNKNOWN: "State the grid if tiles are to be placed by it: --grid.",
  CALIBRATION_UNKNOWN: "Give lengths in pixels, or state the pixel size: --pixel-size.",
  CALIBRATION_DIFFERS: "Give lengths in pixels, or state the pixel size.",
  POSITIONS_INCOMPLETE: "Tiles without a position cannot be stitched by stage position.",
  IMAGES_UNREADABLE: "Restore the files; wells that need them will fail.",
  PAGES_UNUSED:
    "State what the pages are: --pages channel, zIndex or timepoint; else the first page of each file is used.",
  ACQUISITIONS_SET_ASIDE: "Choose another acquisition by its id to open its fields instead.",
  FIELDS_MISSING: "Check that the plate was copied whole.",
  PLANES_UNSTORED: "Resume the run that makes the plate, or choose 'onMissing: skip' or 'fill' in the pipeline.",
  PLANES_EMPTY: "Nothing to do where these planes are black; else check that the plate was copied whole.",
  METADATA_UNREADABLE: "Restore the file; what only it states is unknown.",
  METADATA_CONTRADICTS: "Check that no file was renamed: the names are used, not the metadata.",
  FILES_MISSING: "Check that the acquisition ended and all files were copied.",
  FILES_UNLISTED: "Check that these files belong to this measurement: their places and times are unknown.",
  CORRECTIONS_SET_ASIDE: "Nothing to do: dark and shading images of the microscope are not measurements.",
  ACQUISITION_ERRORS: "The microscope reported them while imaging: check the wells, or leave them out with --wells.",
} as const;

/** The codes of {@link microscopeNotices}. */
export type MicroscopeNoticeCode = keyof typeof microscopeNotices;

const EXAMPLES = 5;

/** One warning of a manifest: `subjects` are the affected items, of which the first five become examples. */
export function notice(
  code: MicroscopeNoticeCode,
  message: string,
  subjects: readonly string[],
  { expected = null, got = null }: { readonly expected?: string | null; readonly got?: string | null } = {},
): Diagnostic {
  return {
    severity: "warning",
    code,
    message,
    where: {},
    expected,
    got,
    hint: microscopeNotices[code],
    count: Math.max(1, subjects.length),
    examples: subjects.slice(0, EXAMPLES),
  };
}

/** The warning about these items, in a list of one; none where there are none. The message may count them: `n("file")` is `3 files`. */
export function noticesAbout(
  code: MicroscopeNoticeCode,
  subjects: readonly string[],
  message: (n: (noun: string) => string) => string,
): readonly Diagnostic[] {
  const text = message((noun) => countOf(subjects.length, noun));
  return subjects.length === 0 ? [] : [notice(code, text, subjects)];
}
