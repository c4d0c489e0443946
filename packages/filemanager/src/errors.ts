import { errorFactory } from "@ohcs/context";

/** Every code that `@ohcs/filemanager` throws, with its cause and remedy. */
export const filemanagerErrors = {
  FILE_NOT_FOUND: {
    cause: "Nothing is stored at the path.",
    remedy: "Check the path; if the microscope lost the image, choose with `onMissing` what happens.",
  },
  FILE_EXISTS: {
    cause: "A value is already stored at the path, and replacing was not allowed.",
    remedy: "Save with `ifExists: 'replace'`, or to another path.",
  },
  PATH_OUTSIDE_ROOT: {
    cause: "A path is not a virtual path, or leads out of the backend's root (by '..' or a symbolic link).",
    remedy: "Use a relative POSIX path of portable names, and keep symbolic links inside the root.",
  },
  PATH_CASE_CLASH: {
    cause: "Two paths differ only in upper and lower case: on macOS and Windows they would be one file.",
    remedy: "Rename one of the two.",
  },
  PATH_KIND_MISMATCH: {
    cause: "The path is a directory where a file is needed, or a file where a directory is needed.",
    remedy: "Check the path.",
  },
  IMAGE_UNREADABLE: {
    cause: "The file is damaged, or is not an image of a known format.",
    remedy: "Export the image again, or exclude it.",
  },
  IMAGE_TRUNCATED: {
    cause: "The file ends before its pixels do: a copy or an acquisition was interrupted.",
    remedy: "Copy the file again from the microscope, or exclude the image.",
  },
  IMAGE_UNSUPPORTED: {
    cause:
      "The image is valid, but of a kind that is not read or written (colours other than RGB and CMYK, 64-bit integers, a foreign compression), or it has several samples per pixel and none was named.",
    remedy: "Convert it to a TIFF of at most 32 bit integers or floats.",
  },
  CODEC_UNSUPPORTED: {
    cause: "An array of a Zarr plate or image is compressed or filtered in a way that is not supported.",
    remedy: "Write it with Zstandard, gzip, zlib, LZ4 or Blosc, and without other filters.",
  },
  IMAGE_INVALID: {
    cause: "The samples of an image to be stored do not match its shape and dtype.",
    remedy: "Pass as many samples as the product of the shape, in the typed array of the dtype.",
  },
  PLANE_UNDECLARED: {
    cause: "An image to be stored in a Zarr plate has coordinates that the plate does not declare.",
    remedy: "Declare the well, site, channel, z and time with the plate, before its pixels are written.",
  },
  ZARR_NOT_PLATE: {
    cause:
      "The folder holds no OME-Zarr plate: a single image, a well, label images, or a group without plate metadata.",
    remedy: "Pass the folder of the plate itself; single images are not processed.",
  },
  ZARR_METADATA_INVALID: {
    cause: "The metadata of an OME-Zarr plate contradict each other or its arrays.",
    remedy: "Run `ohcs validate` on the plate, and repair it with the program that wrote it.",
  },
  ZARR_TOO_LARGE: {
    cause: "A Zarr plate or array declares more planes, samples, chunks or fields than any microscope makes.",
    remedy: "Run `ohcs validate` on the plate: the shape or chunks named in the message are wrong.",
  },
  ACQUISITION_AMBIGUOUS: {
    cause: "An OME-Zarr plate holds images of several acquisitions, and none was chosen.",
    remedy: "Choose one by its id: `--acquisition ID`, or the option `acquisition`.",
  },
  ACQUISITION_UNKNOWN: {
    cause: "The chosen acquisition has no field in the plate.",
    remedy: "Choose one of those listed in the message, or omit the option if there is only one.",
  },
  FORMAT_UNSUPPORTED: {
    cause: "The backend cannot store this kind of value, or the extension of the path is of another format.",
    remedy:
      "Save images as .tif, .tiff or .png, tables as .csv or .parquet, values as .json; in a Zarr backend images only.",
  },
  TABLE_UNREADABLE: {
    cause: "The file is not a valid table: not UTF-8, rows of unequal length, a column name twice, or damaged Parquet.",
    remedy: "Save the table as CSV with one header row and one value per column, or as Parquet with flat columns.",
  },
  JSON_UNREADABLE: {
    cause: "The file is not valid JSON.",
    remedy: "Repair the file or restore it from a copy; files written by a run are written again if they are deleted.",
  },
  JSON_INVALID: {
    cause: "A value to be stored is not valid JSON: NaN, undefined, a class instance.",
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
    cause: "Reading or writing failed for another reason, given in the cause.",
    remedy: "Check the device or network; the cause is the error of the operating system.",
  },
  MODULE_NOT_FOUND: {
    cause: "A context refers to a module that is not in the worker's start-up data, or cannot be imported.",
    remedy: "Add the module's URL to the start-up data of the run, and check that the file loads.",
  },
  ROOT_NOT_FOUND: {
    cause: "A backend of a context names a root folder that is not in the worker's start-up data.",
    remedy: "Add the folder to the start-up data of the run.",
  },
  BACKEND_UNKNOWN: {
    cause: "This FileManager has no backend of that name.",
    remedy: "Use one of the backends listed in the details.",
  },
  BACKEND_INVALID: {
    cause: "A reference resolves to something that is not a backend, or to a backend of an incompatible version.",
    remedy: "Export the result of `defineBackend` under the name in the reference.",
  },
  BACKEND_OPTION_INVALID: {
    cause: "A backend was given an invalid option.",
    remedy: "Correct the option named in the message.",
  },
  BACKEND_READ_ONLY: {
    cause: "A backend that was opened read-only was asked to write.",
    remedy: "Write through another backend: the source plate is never written to.",
  },
  OBJECT_URL_INVALID: {
    cause: "The web address of a plate has no host or bucket, or contains a secret.",
    remedy:
      "Give 's3://bucket/plate' or 'https://host/plate.zarr'; keys belong in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.",
  },
  OBJECT_STORE_DENIED: {
    cause: "The object store does not let this user read.",
    remedy:
      "Set AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_REGION for 's3://' addresses, or unset them for public data.",
  },
  OBJECT_STORE_FAILED: {
    cause: "The object store did not answer, or answered with something else, in all attempts.",
    remedy: "Check the address and the network, then resume; AWS_ENDPOINT_URL names a store other than Amazon's.",
  },
  OBJECT_STORE_UNLISTED: {
    cause: "Plates made of single files need a list of them, which web servers do not provide.",
    remedy: "Open them by 's3://bucket/plate', or copy them here; OME-Zarr plates need no list.",
  },
  OBJECT_TOO_LARGE: {
    cause: "An object is larger than the memory allowed for one.",
    remedy: "Copy it here, and open the copy.",
  },
  BACKEND_CLOSED: {
    cause: "A backend or FileManager was used after it was closed.",
    remedy: "Await every load and save before closing.",
  },
} as const;

/** The codes of {@link filemanagerErrors}. */
export type FilemanagerErrorCode = keyof typeof filemanagerErrors;

export const fail = errorFactory(filemanagerErrors);
