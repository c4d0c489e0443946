import { type Dirent, statSync } from "node:fs";
import { access, readdir, readFile, realpath, stat } from "node:fs/promises";
import { basename, join, resolve, sep } from "node:path";
import {
  mapConcurrently,
  type PlateReader,
  PromptCalls,
  readableFile,
  type SourceFile,
  type SourceHeader,
  type SourceListing,
  type ZarrReading,
  type ZarrSurveyOptions,
} from "@ohcs/context";
import { fail } from "../errors.ts";
import { noticesAbout } from "../notices.ts";
import { decodeText } from "../text/decode-text.ts";

/** Reads the header of the image file at an absolute path; rejects where the file is damaged. */
export type ReadHeader = (path: string) => Promise<SourceHeader>;

/** Surveys the OME-Zarr plate in the folder at an absolute path; rejects if there is none. */
export type ReadZarr = (root: string, options: ZarrSurveyOptions) => Promise<ZarrReading>;

/** Injected readers, so that packages of this layer do not depend on each other. */
export interface DiskReaderOptions {
  /** Without it no image header is read, regardless of the policy. */
  readonly readHeader?: ReadHeader;
  /** Without it no OME-Zarr plate can be opened. */
  readonly readZarr?: ReadZarr;
}

interface Found {
  readonly files: string[];
  readonly links: string[];
}

const OPEN_AT_ONCE = 32;
const ZARR_DOCUMENTS = ["zarr.json", ".zgroup", ".zattrs", ".zarray"];

/**
 * A plate's folder on disk as handlers see it; nothing is ever written to it. Hidden files and folders are skipped;
 * symbolic links are followed only to files inside the folder, others give a notice.
 * @throws `PLATE_NOT_FOUND`; its methods `PLATE_UNREADABLE`, `PLATE_FILE_UNLISTED`, `PLATE_FILE_TOO_LARGE`
 */
export async function diskPlateReader(
  folder: string,
  { readHeader, readZarr }: DiskReaderOptions = {},
): Promise<PlateReader> {
  const root = resolve(folder);
  const real = await realFolder(root);
  let listed: Promise<Listed> | null = null;
  const contents = async (signal?: AbortSignal) => {
    // An interrupted listing is restarted by the next call.
    listed ??= listFolder(real, signal).catch((error) => {
      listed = null;
      throw error;
    });
    return listed;
  };
  const readBytes: PlateReader["readBytes"] = async (path, { maxBytes, signal }) => {
    readableFile((await contents(signal)).byPath, path, maxBytes);
    return readFile(join(real, path), signal === undefined ? {} : { signal }).catch((error) => {
      signal?.throwIfAborted();
      return unreadable(path)(error);
    });
  };
  return Object.freeze<PlateReader>({
    specVersion: 1,
    root,
    name: basename(root),
    list: async (signal) => (await contents(signal)).listing,
    readBytes,
    readText: async (path, options) => decodeText(await readBytes(path, options)),
    readHeader:
      readHeader === undefined
        ? null
        : async (path, signal) => {
            readableFile((await contents(signal)).byPath, path);
            return readHeader(join(root, path));
          },
    isZarr: async () => {
      const found = await Promise.all(ZARR_DOCUMENTS.map((name) => isThere(join(real, name))));
      return found.includes(true);
    },
    surveyZarr: readZarr === undefined ? null : (options) => readZarr(root, options),
  });
}

interface Listed {
  readonly listing: SourceListing;
  readonly byPath: ReadonlyMap<string, SourceFile>;
}

async function realFolder(root: string): Promise<string> {
  const facts = await stat(root).catch((cause: unknown) => {
    throw fail("PLATE_NOT_FOUND", `Cannot open plate: there is no folder '${root}'`, {
      details: { root },
      cause,
    });
  });
  if (facts.isDirectory()) return realpath(root);
  throw fail("PLATE_NOT_FOUND", `Cannot open plate: '${root}' is a file, not a folder`, { details: { root } });
}

function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

async function listFolder(real: string, signal: AbortSignal | undefined): Promise<Listed> {
  const found: Found = { files: [], links: [] };
  await walk(real, "", found, signal);
  const links = await mapConcurrently(found.links.toSorted(), OPEN_AT_ONCE, async (path) => ({
    path,
    followed: await leadsToFileInside(real, path),
  }));
  const followed = links.filter((link) => link.followed).map(({ path }) => path);
  const refused = links.filter((link) => !link.followed).map(({ path }) => path);
  const paths = [...found.files, ...followed].sort();
  const prompt = new PromptCalls();
  const files = await mapConcurrently(paths, OPEN_AT_ONCE, (path) => describeFile(real, path, prompt, signal));
  return {
    listing: {
      files,
      notices: noticesAbout("LINKS_NOT_FOLLOWED", refused, (n) => `Did not follow ${n("symbolic link")}`),
    },
    byPath: new Map(files.map((file) => [file.path, file])),
  };
}

async function walk(real: string, folder: string, found: Found, signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted();
  const entries = await readdir(join(real, folder), { withFileTypes: true }).catch(unreadable(folder || "."));
  for (const entry of entries.filter(isVisible)) {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (entry.name.includes("\\")) throw unaddressable(path);
    if (entry.isDirectory()) await walk(real, path, found, signal);
    else if (entry.isSymbolicLink()) found.links.push(path);
    else if (entry.isFile()) found.files.push(path);
  }
}

function isVisible({ name }: Dirent): boolean {
  return !name.startsWith(".");
}

async function leadsToFileInside(real: string, path: string): Promise<boolean> {
  const target = await realpath(join(real, path)).catch(() => null); // a dangling link leads nowhere
  if (target === null || !target.startsWith(real + sep)) return false;
  return (await stat(target)).isFile();
}

async function describeFile(
  real: string,
  path: string,
  prompt: PromptCalls,
  signal: AbortSignal | undefined,
): Promise<SourceFile> {
  signal?.throwIfAborted();
  const file = `${real}${sep}${path}`;
  const facts = prompt.make(
    () => statSync(file),
    () => stat(file),
  );
  const { size, mtimeMs } = await facts.catch(unreadable(path));
  return { path, bytes: size, mtimeMs };
}

/**
 * Paths of a plate are the same on every system; some programs unpack Windows archives into files named with whole
 * paths.
 */
function unaddressable(path: string): Error {
  return fail("PLATE_UNREADABLE", `Cannot open plate: the name '${path}' contains a backslash`, {
    details: { path },
    remedy: "Unpack the archive with a program that creates folders from its paths, or rename the file.",
  });
}

function unreadable(path: string): (cause: unknown) => never {
  return (cause) => {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw fail("PLATE_UNREADABLE", `Cannot open plate: '${path}' cannot be read (${reason})`, {
      details: { path },
      cause,
    });
  };
}
