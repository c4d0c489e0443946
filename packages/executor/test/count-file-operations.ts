import blocking from "node:fs";
import files from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";

/** How often each file was opened or read, and each put in place, by absolute path. */
export interface FileOperations {
  readonly opened: ReadonlyMap<string, number>;
  readonly replaced: ReadonlyMap<string, number>;
  readonly stop: () => void;
}

/** Counts what happens to files from now on, in whatever module of this process. */
export function countFileOperations(): FileOperations {
  const [opened, replaced] = [new Map<string, number>(), new Map<string, number>()];
  const { open, readFile, rename, link, writeFile } = files;
  const { openSync, renameSync, linkSync } = blocking;
  const count = (counts: Map<string, number>, path: unknown) =>
    void counts.set(String(path), (counts.get(String(path)) ?? 0) + 1);
  const counting = <Call extends (...args: never[]) => unknown>(call: Call, note: (...args: unknown[]) => void): Call =>
    ((...args: never[]) => {
      note(...args);
      return call(...args);
    }) as Call;
  const replacing = (_: unknown, to: unknown) => count(replaced, to);
  Object.assign(files, {
    open: counting(open, (path) => count(opened, path)),
    readFile: counting(readFile, (path) => count(opened, path)),
    rename: counting(rename, replacing),
    link: counting(link, replacing),
    writeFile: counting(writeFile, (path) => count(replaced, path)),
  });
  Object.assign(blocking, {
    openSync: counting(openSync, (path) => count(opened, path)),
    renameSync: counting(renameSync, replacing),
    linkSync: counting(linkSync, replacing),
  });
  syncBuiltinESMExports();
  const stop = () => {
    Object.assign(files, { open, readFile, rename, link, writeFile });
    Object.assign(blocking, { openSync, renameSync, linkSync });
    syncBuiltinESMExports();
  };
  return { opened, replaced, stop };
}
