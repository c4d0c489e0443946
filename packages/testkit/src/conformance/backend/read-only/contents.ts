import { type Backend, isOhcsError, type StoredEntry, type StoredImage } from "@ohcs/context";

/** The contents of a store that were not written through the port. */
interface Contents {
  /** Entries by the listed directory. */
  readonly directories: ReadonlyMap<string, readonly StoredEntry[]>;
  readonly files: readonly StoredEntry[];
}

// A plate may hold many thousand planes: this many are tested as a sample.
const MOST_DIRECTORIES = 40;
const MOST_FILES = 60;
const MOST_IMAGES = 12;
const NO_IMAGE = /^(IMAGE_|FORMAT_UNSUPPORTED$)/;

/** Walks the store level by level. */
export async function contentsOf(backend: Backend): Promise<Contents> {
  const directories = new Map<string, readonly StoredEntry[]>();
  const waiting = [""];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    if (directories.size === MOST_DIRECTORIES) break;
    const entries = await backend.list(next);
    directories.set(next, entries);
    waiting.push(...entries.filter(({ kind }) => kind === "directory").map(({ path }) => path));
  }
  const files = [...directories.values()].flat().filter(({ kind }) => kind === "file");
  return { directories, files: spread(files, MOST_FILES) };
}

/** Some of the images that the store holds, by path; files that are not images are skipped. */
export async function imagesOf(backend: Backend): Promise<ReadonlyMap<string, StoredImage>> {
  const images = new Map<string, StoredImage>();
  const { files } = await contentsOf(backend);
  for (const { path } of files) {
    if (images.size === MOST_IMAGES) break;
    const image = await backend.load(path).catch(nothingIfNoImage);
    if (image !== null) images.set(path, image);
  }
  return images;
}

function nothingIfNoImage(error: unknown): null {
  if (isOhcsError(error) && NO_IMAGE.test(error.code)) return null;
  throw error;
}

/** At most `most` of `items`, spaced evenly. */
function spread<Item>(items: readonly Item[], most: number): readonly Item[] {
  const stride = Math.max(1, items.length / most);
  return items.filter((_, i) => Math.floor(i / stride) !== Math.floor((i - 1) / stride));
}
