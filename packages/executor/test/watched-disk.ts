import { type Backend, defineBackend, type LoadOptions, type SaveOptions } from "@ohcs/context";
import { diskBackend } from "@ohcs/filemanager/disk";

/** Is called with the path before something is done to it; what it throws or waits for, the caller sees. */
export type BeforeAccess = (path: string, options?: LoadOptions & SaveOptions) => void | Promise<void>;

/** What is looked at: images that are loaded or saved, tables that are loaded, and JSON. */
export interface Watch {
  readonly load?: BeforeAccess;
  readonly loadTable?: BeforeAccess;
  readonly save?: BeforeAccess;
  readonly saveJson?: BeforeAccess;
}

/** The module of the disk backend, with a look at what is loaded or saved. */
export function watchedDisk(watch: Watch) {
  return {
    diskBackend: defineBackend({
      name: "disk",
      version: "1.0.0",
      create: async (options) => watched(await diskBackend.create(options as { readonly root: string }), watch),
    }),
  };
}

function watched(real: Backend, { load, loadTable, save, saveJson }: Watch): Backend {
  const own: Partial<Backend> = {
    load: async (path, options) => {
      await load?.(path, options);
      return real.load(path, options);
    },
    loadTable: async (path, options) => {
      await loadTable?.(path);
      return real.loadTable(path, options);
    },
    save: async (path, image, options) => {
      await save?.(path, options);
      return real.save(path, image, options);
    },
    saveJson: async (path, value, options) => {
      await saveJson?.(path, options);
      return real.saveJson(path, value, options);
    },
  };
  return new Proxy(real, {
    get: (target, key) => {
      const value = own[key as keyof Backend] ?? Reflect.get(target, key);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}
