import { PromptCalls } from "@ohcs/context";
import { ObjectFiles } from "../objects/object-files.ts";
import { isObjectUrl } from "../objects/object-url.ts";
import { nameOf, parentOf } from "../paths/virtual-path.ts";
import { blocking } from "./blocking-file-system.ts";
import { readHeader } from "./codecs/read-image.ts";
import type { TiffHeader } from "./codecs/tiff/read-tiff.ts";
import { type FileSystem, nodeFileSystem } from "./file-system.ts";
import { withFileBytes } from "./open-file.ts";
import { storageError } from "./storage-error.ts";

/** Plates have tens of thousands of images, and headers are small. */
const prompt = new PromptCalls();

/**
 * What the header of a TIFF or PNG on disk, or at a URL, declares: width, height, dtype, pages, description, pixel size in µm. Reads
 * some kilobytes, no pixels; that the file is long enough to hold them is checked.
 * @throws `FILE_NOT_FOUND`, `IMAGE_UNREADABLE`, `IMAGE_TRUNCATED`, `IMAGE_UNSUPPORTED`, `STORAGE_…`
 */
export async function readImageHeader(absolutePath: string): Promise<TiffHeader> {
  try {
    if (isObjectUrl(absolutePath))
      return await new ObjectFiles(parentOf(absolutePath)).read(nameOf(absolutePath), readHeader);
    const readBy = (files: FileSystem) => withFileBytes(files, absolutePath, absolutePath, readHeader);
    return await prompt.make(
      () => readBy(blocking(nodeFileSystem)),
      () => readBy(nodeFileSystem),
    );
  } catch (error) {
    throw storageError(error, "read", absolutePath);
  }
}
