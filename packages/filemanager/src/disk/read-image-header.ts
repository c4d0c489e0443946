import { ObjectFiles } from "../objects/object-files.ts";
import { isObjectUrl } from "../objects/object-url.ts";
import { nameOf, parentOf } from "../paths/virtual-path.ts";
import { readHeader } from "./codecs/read-image.ts";
import type { TiffHeader } from "./codecs/tiff/read-tiff.ts";
import { nodeFileSystem } from "./file-system.ts";
import { withFileBytes } from "./open-file.ts";
import { storageError } from "./storage-error.ts";

/**
 * What the header of a TIFF or PNG on disk, or at a URL, declares: width, height, dtype, pages, description, pixel size in µm. Reads
 * some kilobytes, no pixels; that the file is long enough to hold them is checked.
 * @throws `FILE_NOT_FOUND`, `IMAGE_UNREADABLE`, `IMAGE_TRUNCATED`, `IMAGE_UNSUPPORTED`, `STORAGE_…`
 */
export async function readImageHeader(absolutePath: string): Promise<TiffHeader> {
  try {
    if (isObjectUrl(absolutePath))
      return await new ObjectFiles(parentOf(absolutePath)).read(nameOf(absolutePath), readHeader);
    return await withFileBytes(nodeFileSystem, absolutePath, absolutePath, readHeader);
  } catch (error) {
    throw storageError(error, "read", absolutePath);
  }
}
