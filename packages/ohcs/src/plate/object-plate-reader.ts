import { type PlateReader, readableFile, type SourceFile } from "@ohcs/context";
import { checkedObjectUrl, listObjects, ObjectFiles, readImageHeader } from "@ohcs/filemanager/disk";
import { surveyZarrPlate } from "@ohcs/filemanager/zarr";

const ZARR_DOCUMENTS = ["zarr.json", ".zgroup", ".zattrs", ".zarray"];

/**
 * A plate in an object store as handlers see it, `s3://bucket/plate` or `https://host/plate.zarr`. Only plates of single files
 * are listed. @throws `OBJECT_URL_INVALID`; its methods `OBJECT_STORE_…`
 */
export function objectPlateReader(url: string): PlateReader {
  const root = checkedObjectUrl(url);
  const files = new ObjectFiles(root);
  let listed: Promise<Listed> | null = null;
  const contents = (signal?: AbortSignal) => {
    listed ??= listObjects(root, signal).then((found) => {
      return { files: found, byPath: new Map(found.map((file) => [file.path, file])) };
    });
    // What failed is tried again by the next call.
    listed.catch(() => {
      listed = null;
    });
    return listed;
  };
  const readBytes: PlateReader["readBytes"] = async (path, { maxBytes, signal }) => {
    readableFile((await contents(signal)).byPath, path, maxBytes);
    return files.readAll(path);
  };
  return Object.freeze<PlateReader>({
    specVersion: 1,
    root,
    name: root.slice(root.lastIndexOf("/") + 1),
    list: async (signal) => ({ files: (await contents(signal)).files, notices: [] }),
    readBytes,
    readText: async (path, options) => new TextDecoder().decode(await readBytes(path, options)),
    readHeader: async (path, signal) => {
      readableFile((await contents(signal)).byPath, path);
      return readImageHeader(`${root}/${path}`);
    },
    isZarr: async () => (await Promise.all(ZARR_DOCUMENTS.map((name) => files.exists(name)))).includes(true),
    surveyZarr: (options) => surveyZarrPlate(root, options),
  });
}

interface Listed {
  readonly files: readonly SourceFile[];
  readonly byPath: ReadonlyMap<string, SourceFile>;
}
