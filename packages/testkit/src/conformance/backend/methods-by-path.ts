import type { Backend } from "@ohcs/context";
import { evenPlane, expectCode } from "../expectation.ts";

type Call = (backend: Backend, path: string) => Promise<unknown>;

const replace = { ifExists: "replace" } as const;

/** Every method that takes a path and changes nothing, called with one. */
export const READING: Readonly<Record<string, Call>> = {
  load: (backend, path) => backend.load(path),
  loadTable: (backend, path) => backend.loadTable(path),
  loadJson: (backend, path) => backend.loadJson(path),
  loadText: (backend, path) => backend.loadText(path),
  list: (backend, path) => backend.list(path),
  exists: (backend, path) => backend.exists(path),
  stat: (backend, path) => backend.stat(path),
};

/** Every method that writes to or removes from a path, called with one; `image.tif` is the other path. */
export const WRITING: Readonly<Record<string, Call>> = {
  save: (backend, path) => backend.save(path, evenPlane(1), replace),
  saveTable: (backend, path) => backend.saveTable(path, { columns: [], rows: [] }, replace),
  saveJson: (backend, path) => backend.saveJson(path, 1, replace),
  delete: (backend, path) => backend.delete(path),
  ensureDirectory: (backend, path) => backend.ensureDirectory(path),
  "copy from": (backend, path) => backend.copy(path, "free.tif", replace),
  "copy to": (backend, path) => backend.copy("image.tif", path, replace),
  "move from": (backend, path) => backend.move(path, "free.tif", replace),
  "move to": (backend, path) => backend.move("image.tif", path, replace),
};

/** All that reads from a path says that nothing is there. */
export async function expectMissing(backend: Backend, path: string): Promise<void> {
  const { exists: _, ...reading } = READING;
  for (const [name, read] of Object.entries(reading))
    await expectCode(() => read(backend, path), "FILE_NOT_FOUND", `${name} of '${path}'`);
}
