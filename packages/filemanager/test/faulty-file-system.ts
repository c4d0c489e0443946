import * as fileSystem from "node:fs/promises";
import type { FileSystem } from "@ohcs/filemanager/disk";

/** A file system that counts its calls, those of open files included, and fails one of them. */
interface FaultyFileSystem {
  readonly files: FileSystem;
  /** Names of the calls so far, in order. */
  readonly calls: readonly string[];
}

/** The disk of this machine, except that call number `failAt` (from 0) fails with `code` and does nothing (but close). */
export function faultyFileSystem(failAt: number, code = "EIO"): FaultyFileSystem {
  const calls: string[] = [];
  const watched = <Target extends object>(target: Target, prefix: string): Target =>
    new Proxy(target, {
      get(from, name) {
        const member: unknown = Reflect.get(from, name);
        if (typeof member !== "function") return member;
        return async (...values: unknown[]) => {
          calls.push(`${prefix}${String(name)}`);
          const fails = calls.length - 1 === failAt;
          const result: unknown = fails && name !== "close" ? null : await Reflect.apply(member, from, values);
          if (fails) throw Object.assign(new Error(`${code}: injected`), { code });
          return name === "open" ? watched(result as object, "handle.") : result;
        };
      },
    });
  return { files: watched({ ...fileSystem }, "") as FileSystem, calls };
}
