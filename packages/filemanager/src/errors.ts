import { errorFactory } from "@ohcs/context";

/** Every code that `@ohcs/filemanager` throws, with its cause and remedy. */
export const filemanagerErrors = {
  FILE_NOT_FOUND: {
    cause: "Nothing is stored at the path.",
    remedy: "Check the path; if the microscope lost the image, say with `onMissing` what is to happen.",
  },
  FILE_EXISTS: {
    cause: "Something is stored at the path already, and replacing was not allowed.",
    remedy: "Save with `ifExists: 'replace'`, or to another path.",
  },
  PATH_OUTSIDE_ROOT: {
    cause: "A path is no virtual path, or leads out of the backend's root (by '..' or a symbolic link).",
    remedy: "Use a relative POSIX path of portable names, and keep symbolic links inside the root.",
  },
  PATH_CASE_CLASH: {
    cause: "Two paths differ only in upper and lower case: on macOS and Windows they would be one file.",
    remedy: "Rename one of the two.",
  },
  PATH_KIND_MISMATCH: {
    cause: "A file was expected where a directory stands, or a directory where a file stands.",
    remedy: "Check the path.",
  },
  IMAGE_UNREADABLE: {
    cause: "The file is damaged, or is no image of a known format.",
    remedy: "Export the image again, or exclude it.",
  },
  IMAGE_TRUNCATED: {
    cause: "The file ends before its pixels do: a copy or an acquisition was interrupted.",
    remedy: "Copy the file again from the microscope, or exclude the image.",
  },
  IMAGE_UNSUPPORTED: {
    cause:
      "The image is valid, but of a kind that is not read or written (colour, 64-bit integers, a foreign compression).",
    remedy: "Convert it to a grey TIFF of at most 32 bit integers or floats.",
  },
  CODEC_UNSUPPORTED: {
    cause: "An array of a Zarr plate or image is compressed or filtered in a way that is not read.",
    remedy: "Have it written with Zstandard, gzip, zlib, LZ4 or Blosc, and without other filters.",
  },
  IMAGE_INVALID: {
    cause: "An image was to be stored whose samples do not match its shape and dtype.",
    remedy: "Give data of exactly the product of the shape, of the typed array that the dtype names.",
  },
  PLANE_UNDECLARED: {
    cause: "An image was to be stored in a Zarr plate at coordinates that the plate does not have.",
    remedy: "Declare the well, site, channel, z and time with the plate, before its pixels are written.",
  },
  ZARR_NOT_PLATE: {
    cause:
      "The folder holds no OME-Zarr plate: a single image, a well, label images, or a group that says nothing of one.",
    remedy: "Give the folder of the plate itself; single images are not processed.",
  },
  ZARR_METADATA_INVALID: {
    cause: "The metadata of an OME-Zarr plate contradict each other or its arrays.",
    remedy: "See what `ohcs validate` says of the plate, and have the program that wrote it repair that.",
  },
  ZARR_TOO_LARGE: {
    cause: "A Zarr plate or array declares more planes, samples, chunks or fields than any microscope makes.",
    remedy: "See what `ohcs validate` says of the plate: the shape or chunks that the message names are wrong.",
  },
  ACQUISITION_AMBIGUOUS: {
    cause: "An OME-Zarr plate holds images of several acquisitions, and none was chosen.",
    remedy: "Choose one by its id: `--acquisition ID`, or the option `acquisition`.",
  },
  ACQUISITION_UNKNOWN: {
    cause: "An acquisition was chosen that no field of the plate is of.",
    remedy: "Choose one of those that the message lists, or none where there is one only.",
  },
  FORMAT_UNSUPPORTED: {
    cause: "The backend does not write what was to be stored, or the ending of a path names another format.",
    remedy:
      "Save images as .tif, .tiff or .png, tables as .csv or .parquet, values as .json; in a Zarr backend images alone.",
  },
  TABLE_UNREADABLE: {
    cause: "The file is no table: not UTF-8, rows of unequal length, a column name twice, or damaged Parquet.",
    remedy: "Save the table as CSV with one header row and one value per column, or as Parquet with flat columns.",
  },
  JSON_UNREADABLE: {
    cause: "The file is not valid JSON.",
    remedy: "Repair the file or bring it back from a copy; what a run wrote is made anew where it is deleted.",
  },
  JSON_INVALID: {
    cause: "A value was to be stored that JSON cannot express: NaN, undefined, a class instance.",
    remedy: "Replace the value at the path in the message.",
  },
  STORAGE_FULL: {
    cause: "The file system has no space left, or the quota is reached.",
    remedy: "Free space or choose another output folder, then resume the run.",
  },
  STORAGE_DENIED: {
    cause: "The operating system refuses access, or the file system is mounted read-only.",
    remedy: "Grant the permission, or choose another folder.",
  },
  STORAGE_BUSY: {
    cause: "Too many files are open, or another program holds the file.",
    remedy: "Raise the limit of open files (`ulimit -n`), close the other program, or use fewer workers.",
  },
  STORAGE_FAILED: {
    cause: "Reading or writing failed for another reason, which the cause names.",
    remedy: "Check the device or network; the cause says what the operating system reports.",
  },
  BACKEND_UNKNOWN: {
    cause: "A backend was named that this FileManager does not have.",
    remedy: "Name one of the backends listed in the details.",
  },
  BACKEND_INVALID: {
    cause: "A reference leads to something that is no backend, or to one of an incompatible version.",
    remedy: "Export the result of `defineBackend` under the name that the reference gives.",
  },
  BACKEND_OPTION_INVALID: {
    cause: "A backend was given an option that it does not understand.",
    remedy: "Correct the option that the message names.",
  },
  BACKEND_READ_ONLY: {
    cause: "Something was to be written through a backend that was opened for reading.",
    remedy: "Write through another backend: the source plate is never written to.",
  },
  BACKEND_CLOSED: {
    cause: "A backend or FileManager was used after it was closed.",
    remedy: "Await every load and save before closing.",
  },
} as const;

/** The codes of {@link filemanagerErrors}. */
export type FilemanagerErrorCode = keyof typeof filemanagerErrors;

export const fail = errorFactory(filemanagerErrors);
