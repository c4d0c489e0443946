import { compareNatural, type StoredEntry } from "@ohcs/context";
import { expectCode, expectEqual } from "../../expectation.ts";
import type { BackendScenario } from "../backend-scenario.ts";
import { contentsOf, imagesOf } from "./contents.ts";

const ABSENT = "ohcs-conformance-absent";

/** Contents are listed once, in order, and found under every spelling of their paths. */
export function findingTests({ withBackend, capabilities }: BackendScenario): void {
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
    for (const path of [ABSENT, `${ABSENT}/a.tif`, `${image}/a.tif`]) {
      await expectCode(() => backend.load(path), "FILE_NOT_FOUND", `load of '${path}'`);
      await expectCode(() => backend.loadTable(path), "FILE_NOT_FOUND", `loadTable of '${path}'`);
      await expectCode(() => backend.loadJson(path), "FILE_NOT_FOUND", `loadJson of '${path}'`);
      await expectCode(() => backend.list(path), "FILE_NOT_FOUND", `list of '${path}'`);
      await expectCode(() => backend.stat(path), "FILE_NOT_FOUND", `stat of '${path}'`);
    }
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
