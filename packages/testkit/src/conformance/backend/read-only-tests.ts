import { type Backend, compareNatural, dtypeOf, isOhcsError, type StoredEntry, type StoredImage } from "@ohcs/context";
import { type BackendScenario, expectCode, expectEqual, expectRefusal } from "../expectation.ts";
import { dirtyMemory } from "./memory-tests.ts";
import { expectMissing, READING, WRITING } from "./methods-by-path.ts";
import { PATH_ATTACKS } from "./path-tests.ts";

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

const ABSENT = "ohcs-conformance-absent";

const FAR_BEYOND = 1_000_000;

/** A read-only backend shows its content, refuses every write with its code, and changes nothing. */
export function readOnlyTests(scenario: BackendScenario): void {
  for (const group of [loadingTests, findingTests, refusalTests, closingTests]) group(scenario);
}

/** Instances end when closed, and only then. */
function closingTests({ test, withBackend, create }: BackendScenario): void {
  test("landmine 2: closing one instance leaves others open", async () => {
    const [one, two] = [await create(), await create()];
    try {
      const images = await imagesOf(one);
      await one.close();
      for (const [path, image] of images) expectEqual(await two.load(path), image, `'${path}' of the other instance`);
    } finally {
      await two.close();
    }
  });

  withBackend("close() may be called twice, and nothing works afterwards", async (backend) => {
    const [path = "a.tif"] = (await imagesOf(backend)).keys();
    await backend.close();
    await backend.close();
    await expectCode(() => backend.load(path), "BACKEND_CLOSED", "load after close");
    await expectCode(() => backend.list(""), "BACKEND_CLOSED", "list after close");
    await expectCode(() => backend.exists(path), "BACKEND_CLOSED", "exists after close");
    await expectCode(() => backend.stat(path), "BACKEND_CLOSED", "stat after close");
    await expectCode(() => backend.delete(path), ["BACKEND_CLOSED", "BACKEND_READ_ONLY"], "delete after close");
  });
}

/** No call changes anything, and nothing outside the root is visible. */
function refusalTests({ withBackend }: BackendScenario): void {
  for (const [name, write] of Object.entries(WRITING))
    withBackend(`${name}: nothing writes through a read-only backend`, async (backend) => {
      const [before, images] = [await contentsOf(backend), await imagesOf(backend)];
      const targets = [
        "ohcs-conformance.tif",
        "ohcs-conformance/new.tif",
        ...images.keys(),
        ...before.directories.keys(),
      ];
      for (const path of targets)
        await expectCode(() => write(backend, path), "BACKEND_READ_ONLY", `${name} with '${path}'`);
      const after = await contentsOf(backend);
      expectEqual([...after.directories], [...before.directories], "the entries after the attempts");
      for (const [path, image] of images) expectEqual(await backend.load(path), image, `'${path}' after the attempts`);
    });

  for (const [name, read] of Object.entries(READING))
    withBackend(`${name}: no path leaves the root`, async (backend) => {
      for (const path of PATH_ATTACKS)
        await expectCode(() => read(backend, path), "PATH_OUTSIDE_ROOT", `path '${path.slice(0, 40)}'`);
    });

  withBackend("writing to a path outside the root is refused, for either reason", async (backend) => {
    for (const [name, write] of Object.entries(WRITING))
      for (const path of PATH_ATTACKS)
        await expectCode(
          () => write(backend, path),
          ["BACKEND_READ_ONLY", "PATH_OUTSIDE_ROOT"],
          `${name} with '${path.slice(0, 40)}'`,
        );
  });
}

/** Images are loaded whole, each under its own path, and in arrays of their own. */
function loadingTests({ withBackend, holds }: BackendScenario): void {
  withBackend("the store holds an image to test with", async (backend) => {
    expectEqual((await imagesOf(backend)).size > 0, true, "that listings contain an image");
  });

  if (Object.keys(holds).length > 0)
    withBackend("load() returns exactly the images that the store is known to hold", async (backend) => {
      for (const [path, image] of Object.entries(holds)) expectEqual(await backend.load(path), image, `'${path}'`);
    });

  withBackend("load() returns whole planes", async (backend) => {
    for (const [path, { data, shape, dtype, pixelSizeUm }] of await imagesOf(backend)) {
      const isPlane = shape.length === 2 && shape.every((side) => Number.isSafeInteger(side) && side > 0);
      expectEqual([isPlane, dtypeOf(data)], [true, dtype], `shape and dtype of '${path}'`);
      expectEqual(data.length, (shape[0] ?? 0) * (shape[1] ?? 0), `samples of '${path}'`);
      const isSize = pixelSizeUm === null || (Number.isFinite(pixelSizeUm) && pixelSizeUm > 0);
      expectEqual(isSize, true, `that the pixel size of '${path}' is positive or null`);
    }
  });

  withBackend("load() may use the offered memory, once, and none of its old content is left", async (backend) => {
    for (const [path, image] of await imagesOf(backend)) {
      const { options, requested } = dirtyMemory();
      expectEqual(await backend.load(path, options), image, `'${path}' in offered memory`);
      expectEqual(requested.slice(0, 2), requested.slice(0, 1), `memory requests for '${path}'`);
    }
  });

  withBackend("landmine 26: no later reader sees what a function does to its input", async (backend) => {
    for (const [path, image] of await imagesOf(backend)) {
      const before = image.data.slice();
      image.data.fill(1);
      expectEqual((await backend.load(path)).data, before, `samples of '${path}' after a mutation`);
    }
  });

  withBackend("concurrent loads return the image of each path, in order", async (backend) => {
    const images = await imagesOf(backend);
    const paths = [...images.keys(), ...[...images.keys()].reverse()];
    const loaded = await Promise.all(paths.map((path) => backend.load(path)));
    for (const [i, path] of paths.entries()) expectEqual(loaded[i], images.get(path), `'${path}', loaded among others`);
  });

  withBackend("load() of a page beyond the last is IMAGE_UNREADABLE", async (backend) => {
    for (const path of (await imagesOf(backend)).keys())
      await expectCode(() => backend.load(path, { page: FAR_BEYOND }), "IMAGE_UNREADABLE", `that page of '${path}'`);
  });

  withBackend("an aborted load() is refused", async (backend) => {
    for (const path of (await imagesOf(backend)).keys())
      await expectRefusal(() => backend.load(path, { signal: AbortSignal.abort() }), `an aborted load of '${path}'`);
  });
}

/** Contents are listed once, in order, and found under every spelling of their paths. */
function findingTests({ withBackend, capabilities }: BackendScenario): void {
  withBackend("landmine 22: list() is in numeric order", async (backend) => {
    for (const [directory, entries] of (await contentsOf(backend)).directories) {
      const paths = entries.map(({ path }) => path);
      expectEqual(paths, paths.toSorted(compareNatural), `the order of '${directory}'`);
    }
  });

  withBackend("list() returns the entries directly below a directory, each once", async (backend) => {
    for (const [directory, entries] of (await contentsOf(backend)).directories) {
      const strangers = entries.filter((entry) => !isBelow(entry, directory));
      expectEqual(strangers, [], `entries of '${directory}' that do not lie directly below it`);
      expectEqual(new Set(entries.map(({ path }) => path)).size, entries.length, `different paths in '${directory}'`);
    }
  });

  withBackend("stat() and exists() agree with list()", async (backend) => {
    expectEqual(await backend.stat(""), { path: "", kind: "directory", bytes: 0 }, "the root");
    const { directories, files } = await contentsOf(backend);
    const folders = [...directories.keys()].map((path) => ({ path, kind: "directory", bytes: 0 }) as const);
    for (const entry of [...files, ...folders]) {
      expectEqual(await backend.stat(entry.path), entry, `stat of '${entry.path}'`);
      expectEqual(await backend.exists(entry.path), true, `that '${entry.path}' exists`);
    }
    expectEqual(await backend.exists(ABSENT), false, "existence of a missing path");
  });

  withBackend("a missing path is FILE_NOT_FOUND", async (backend) => {
    const [image = ABSENT] = (await imagesOf(backend)).keys();
    for (const path of [ABSENT, `${ABSENT}/a.tif`, `${image}/a.tif`]) await expectMissing(backend, path);
  });

  withBackend("a directory is not a file, and a file not a directory", async (backend) => {
    for (const directory of (await contentsOf(backend)).directories.keys())
      await expectCode(() => backend.load(directory), "PATH_KIND_MISMATCH", `load of the directory '${directory}'`);
    for (const path of (await imagesOf(backend)).keys())
      await expectCode(() => backend.list(path), "PATH_KIND_MISMATCH", `list of the file '${path}'`);
  });

  withBackend("an image is not read as another kind", async (backend) => {
    const json = capabilities.json ? "JSON_UNREADABLE" : ["JSON_UNREADABLE", "FORMAT_UNSUPPORTED"];
    for (const path of (await imagesOf(backend)).keys()) {
      await expectCode(() => backend.loadJson(path), json, `loadJson of '${path}'`);
      if (!capabilities.tables)
        await expectCode(() => backend.loadTable(path), ["TABLE_UNREADABLE", "FORMAT_UNSUPPORTED"], `loadTable of it`);
    }
  });

  withBackend("spellings of a path are one path", async (backend) => {
    for (const [path, image] of await imagesOf(backend)) {
      const spelling = `./${path.replaceAll("/", "/.//").normalize("NFD")}`;
      expectEqual(await backend.load(spelling), image, `'${spelling}'`);
    }
  });
}

function isBelow({ path, kind, bytes }: StoredEntry, directory: string): boolean {
  const isSized = Number.isSafeInteger(bytes) && bytes >= 0 && (kind === "file" || bytes === 0);
  return path.slice(0, Math.max(0, path.lastIndexOf("/"))) === directory && path !== "" && isSized;
}

/** Walks the store level by level. */
async function contentsOf(backend: Backend): Promise<Contents> {
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
async function imagesOf(backend: Backend): Promise<ReadonlyMap<string, StoredImage>> {
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
