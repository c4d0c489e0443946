import { errorFactory } from "@ohcs/context";

/** Every code that `@ohcs/compiler` throws or reports as a diagnostic, with its cause and remedy. */
export const compilerErrors = {
  CONFIG_INVALID: {
    cause: "A configuration value is unknown, of the wrong type or out of range.",
    remedy: "Correct the field that is named.",
  },
  CONFIG_VARIABLE_UNKNOWN: {
    cause: "An environment variable has a name close to one that sets the configuration.",
    remedy: "Correct its name: 'ohcs config show' lists the fields, and OHCS_ZARR__LEVEL stands for zarr.level.",
  },
  PIPELINE_UNREADABLE: {
    cause: "The text of a pipeline is not valid JSON or YAML.",
    remedy: "Correct the text at the line in the message.",
  },
  PIPELINE_INVALID: {
    cause: "A pipeline has a part of the wrong shape.",
    remedy: "Correct the part named in the message; the published schema lists what is allowed.",
  },
  STEP_NAME_DUPLICATE: {
    cause: "Two steps have the same name, or a name is reserved.",
    remedy: "Give every step a unique name.",
  },
  STEP_UNUSED: {
    cause: "None of a step's outputs is read or stored.",
    remedy: "Remove the step, or set 'materialize: true'.",
  },
  CHANNEL_ROLE_UNASSIGNED: {
    cause: "A pipeline names a channel by its role, and the plate's channels have no names that identify it.",
    remedy:
      "Name the channel with --channel ROLE=CHANNEL or in 'channelRoles' of the configuration; 'ohcs inspect' lists them.",
  },
  CHANNEL_ROLE_UNUSED: {
    cause: "The channel of a role is stated that no step reads, and a role that steps read has almost the same name.",
    remedy: "Correct the name of the role; 'ohcs plan' shows the channels that steps read.",
  },
  FUNCTION_UNKNOWN: {
    cause: "No function of that name (and version) is in the catalogue.",
    remedy: "Correct the name, or name the module that exports the function.",
  },
  FUNCTION_AMBIGUOUS: {
    cause: "Several modules export a function of that short name.",
    remedy: "Write the function as { module, export }.",
  },
  FUNCTION_MISPLACED: {
    cause: "A function for wells is used in a reduction, or one for reductions in a step.",
    remedy: "Move the call into a step or a reduction, according to its scope.",
  },
  FUNCTION_SCHEMA_INVALID: {
    cause: "The parameter schema of a function has an unsupported keyword, or a known one with an invalid value.",
    remedy:
      "Correct the declaration: draft 7 of JSON Schema, without references and dependencies, is supported and enforced.",
  },
  PARAMETER_UNKNOWN: {
    cause: "A function has no parameter of that name.",
    remedy: "Correct the name, or remove the parameter.",
  },
  PARAMETER_INVALID: {
    cause: "A parameter is missing, of the wrong type or out of range.",
    remedy: "Pass a value that the function's schema allows.",
  },
  TILES_UNPLACED: {
    cause:
      "A function stitches or measures tiles, and the plate states neither stage positions with a pixel size nor a grid.",
    remedy: "State the grid of sites with --grid ROWSxCOLUMNS or 'grid' in the configuration, or the pixel size.",
  },
  OBJECTS_COUNTED_REPEATEDLY: {
    cause:
      "The rows of a table are objects, or counts of them, and a reduction would add up those of overlapping sites, or of several z planes, timepoints or channels: the same objects again and again.",
    remedy:
      "Project z, count each object once with tilePositions and ownObjects as 'preset:stitch-and-count' does, name one channel, or request separate rows with 'per' in the pipeline or --per timepoint.",
  },
  SITES_MAY_OVERLAP: {
    cause:
      "The objects of several sites are added up, and the plate does not state where its sites lie: stage positions or the pixel size are missing.",
    remedy:
      "Nothing to do if sites do not overlap. Otherwise state the pixel size with --pixel-size where the plate has stage positions, or stitch with --grid.",
  },
  CALIBRATION_OVERRIDDEN: {
    cause: "The configuration and the plate state different pixel sizes.",
    remedy: "Remove 'pixelSizeUm' if the plate is right; results in µm depend on it.",
  },
  CALIBRATION_UNKNOWN: {
    cause: "The plate does not state its pixel size, so lengths in µm cannot be converted.",
    remedy: "Write the length in pixels, or state the pixel size: --pixel-size, or 'pixelSizeUm' in the configuration.",
  },
  LENGTH_MISSCALED: {
    cause:
      "A length in µm is given for an image whose pixels an earlier function made larger or smaller than those of the plate.",
    remedy: "Give the length in px of that image.",
  },
  STACK_AXIS_MISMATCH: {
    cause: "A step stacks images over a component that its functions do not stack, or that the images do not have.",
    remedy: "Set 'variableComponents' to what the functions stack, or move the function into a separate step.",
  },
  INPUT_UNKNOWN: {
    cause: "An input refers to a step that does not come before, or no function of the step takes it.",
    remedy: "Correct the name of the input or of its source.",
  },
  INPUT_MISSING: {
    cause: "A function needs an input that the step does not provide, or that lacks some groups.",
    remedy: "Add the input to the step's 'inputs', or set 'onMissing: skip'.",
  },
  INPUT_KIND_MISMATCH: {
    cause: "An input is of another kind (image, labels, table, JSON) than the function takes.",
    remedy: "Link an output of the kind that is expected.",
  },
  OUTPUT_MISSING: {
    cause: "No earlier step emits the named output that an input refers to.",
    remedy: "Emit it in an earlier step, or correct the name.",
  },
  OUTPUT_DUPLICATE: {
    cause: "Two steps or calls emit an output of the same kind and name.",
    remedy: "Give them different names with 'emits'.",
  },
  ARTIFACT_MISSING: {
    cause: "No enabled reduction emits the artifact that a step or reduction reads.",
    remedy: "Emit it: reduce(…, { emits: ['artifact:name'] }), or correct the name.",
  },
  ARTIFACT_AMBIGUOUS: {
    cause: "Two reductions emit an artifact of the same name.",
    remedy: "Give every artifact a unique name.",
  },
  ARTIFACT_UNREACHABLE: {
    cause: "A step or reduction reads an artifact of a reduction that comes after it in the pipeline.",
    remedy: "Put the reduction before the step or reduction that reads its artifact.",
  },
  ARTIFACT_CYCLIC: {
    cause: "A step reads the artifact of a reduction that itself needs an output of the step.",
    remedy: "Let the reduction read an earlier step, or let the step read another image.",
  },
  ARTIFACT_UNUSED: {
    cause: "Nothing reads an artifact.",
    remedy: "Remove it from 'emits', or let a later step read it.",
  },
  EMIT_UNKNOWN: {
    cause: "No function of the step has the output to emit.",
    remedy: "Name an output that a function of the step declares.",
  },
  EMIT_AMBIGUOUS: {
    cause: "Several outputs of the step could be meant.",
    remedy: "Write 'emits' as a map from the name to the function's own output.",
  },
  INTENSITY_NOT_COMPARABLE: {
    cause:
      "Intensities are measured on an image that was filtered or normalised individually, or texture on a blended mosaic.",
    remedy: "Measure on the raw or corrected image; link it by the name of its step.",
  },
  CONVERSION_IMPOSSIBLE: {
    cause: "A function accepts only a memory or sample type to which its images cannot be converted.",
    remedy: "Put a function in front that returns such images, or use another function.",
  },
  GROUP_BY_ABSENT: {
    cause: "A pattern is a dictionary by a component that the groups of the step do not have.",
    remedy: "Set 'groupBy' to a component that is neither stacked nor reduced before.",
  },
  PATTERN_KEY_UNKNOWN: {
    cause: "A pattern has a key that no image group of the selected wells has.",
    remedy: "Correct the key, or remove it.",
  },
  UNLISTED_GROUP: {
    cause: "A pattern has no key for some groups, and 'unlisted' is 'error'.",
    remedy: "Add the keys, or set 'unlisted' to 'pass' or 'drop'.",
  },
  WELL_UNKNOWN: {
    cause: "A filter names a well without images.",
    remedy: "Correct the well; rectangles are written B02:C05, exclusions !B02.",
  },
  CHANNEL_UNKNOWN: {
    cause: "A filter or input names a channel that the plate does not have.",
    remedy: "Name a channel of the plate; 'ohcs inspect' lists them.",
  },
  SITE_UNKNOWN: {
    cause: "A filter names a site that the plate does not have.",
    remedy: "Name a site of the plate; 'ohcs inspect' lists them.",
  },
  SELECTION_EMPTY: {
    cause: "Filters leave nothing to work on.",
    remedy: "Widen the filter named in the message.",
  },
  IMAGE_MISSING: {
    cause: "Images are missing that the plate's other images imply.",
    remedy: "Restore the files, exclude the wells, or process them with gaps: --set onMissing=skip (or fill).",
  },
  IMAGE_DUPLICATE: {
    cause: "Several images of a well claim the same site, channel, z and timepoint.",
    remedy: "Remove the copies, or open the plate with a pattern that distinguishes them.",
  },
  HEADER_MISMATCH: {
    cause: "Images differ in size or sample type from the rest of the plate.",
    remedy: "Repair the files named in the message, or exclude their wells.",
  },
  HEADER_UNKNOWN: {
    cause: "No image header was read, so sample type and size are not known before the run.",
    remedy: "Open the plate with the header policy 'sample'.",
  },
  PATH_COLLISION: {
    cause: "Two outputs would be written to the same file.",
    remedy: "Rename one of the outputs, steps or folders.",
  },
  OUTPUT_INSIDE_SOURCE: {
    cause: "The output plate would lie inside the source plate, or the source inside the output.",
    remedy: "Choose an output folder outside the plate.",
  },
  OUTPUT_NOT_WRITABLE: {
    cause: "The output folder cannot be written to.",
    remedy: "Choose another output folder, or change its permissions.",
  },
  OUTPUT_MIXED: {
    cause:
      "The output folder holds results of another plate or pipeline: files with the same names will be replaced, and others stay.",
    remedy: "Choose another output folder, unless the results should be kept together.",
  },
  DISK_SPACE_SHORT: {
    cause: "The estimated output does not fit, or barely fits, into the free space of its disk.",
    remedy: "Free some space, choose another disk, or select fewer wells.",
  },
  SUPPLIED_TABLE_MISSING: {
    cause: "A table or JSON file named in the pipeline could not be read.",
    remedy: "Correct the file name or the file.",
  },
  ARTIFACT_UNREADABLE: {
    cause: "A file that replaces an artifact is missing, or is neither JSON nor a CSV table.",
    remedy: "Correct the file name or the file.",
  },
  PLATE_MAP_INVALID: {
    cause:
      "A plate map names no well of the plate, a well twice or an invalid well; or a column twice, none, or a reserved one.",
    remedy:
      "Supply a CSV with a column 'well' (or 'Row' and 'Column') and one row per well, and rename the columns in the message.",
  },
  PLATE_MAP_CONTROLS_MISSING: {
    cause:
      "A plate map has a column of roles, and no well with images is a negative control, or none of its positive ones is.",
    remedy: "Check that the map is the one of this plate, and that wells with controls were imaged.",
  },
  PLATE_MAP_UNMATCHED: {
    cause: "A plate map names wells that the plate does not have.",
    remedy: "Nothing to do if these wells were not imaged; otherwise check that the map belongs to this plate.",
  },
  MEMORY_BUDGET: {
    cause: "The estimated peak memory exceeds the budget.",
    remedy: "Raise the budget, use fewer workers, or split the step.",
  },
  BACKEND_UNKNOWN: {
    cause: "The configuration or a step names a storage backend that was not found.",
    remedy:
      "Use a built-in one, such as 'disk', 'zarr' or 'memory', or a module: 'package#export', './file.ts#export'.",
  },
  BACKEND_UNFIT: {
    cause: "A storage backend lacks a capability that its role requires.",
    remedy:
      "Storing images requires a writable, durable backend with images; images between steps require one that is not durable. Choose another.",
  },
  ZARR_SIZE_UNKNOWN: {
    cause: "Images to be stored as OME-Zarr have a size that is not known before the run: mosaics.",
    remedy: "Store them on disk, as TIFF; or end the pipeline with images of the source's size.",
  },
  GPU_UNAVAILABLE: {
    cause: "A call must run on a GPU, by its policy or because it has no other code, and none fits.",
    remedy:
      "Read the reason; set 'gpu' to 'prefer', or use a function that runs on the CPU. If a GPU has more memory than detected, set 'gpuMemoryBytes'.",
  },
} as const;

/** The codes of {@link compilerErrors}. */
export type CompilerErrorCode = keyof typeof compilerErrors;

export const fail = errorFactory(compilerErrors);
