import type { OutputFolder, RunHost } from "../run-host.ts";

/** An output plate that is a map of texts, for tests and for programs without a file system. */
export function memoryRunHost(files = new Map<string, string>()): RunHost & { readonly files: Map<string, string> } {
  const folder: OutputFolder = {
    root: "memory",
    verify: async ({ path }) => files.has(path),
    holder: async () => null,
    readText: async (path) => files.get(path) ?? null,
    writeText: async (path, text) => void files.set(path, [...text].join("")),
    append: async (path, text) => void files.set(path, `${files.get(path) ?? ""}${text}`),
    list: async (path) =>
      [...files.keys()].flatMap((file) => {
        const name = file.startsWith(`${path}/`) ? file.slice(path.length + 1) : "/";
        return name.includes("/") ? [] : [name];
      }),
    remove: async (path) => void files.delete(path),
    declarePlate: async (path) => void files.set(`${path}/zarr.json`, ""),
    urlOf: (path) => `memory:${path}`,
    sweep: async () => {
      const temporary = [...files.keys()].filter((path) => path.endsWith("ohcs-tmp"));
      for (const path of temporary) files.delete(path);
      return temporary.length;
    },
    release: async () => undefined,
  };
  return {
    specVersion: 1,
    files,
    openOutput: async () => folder,
    readOutput: () => folder,
    facts: { node: "v0", platform: "test" },
  };
}
