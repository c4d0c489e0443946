import { type Backend, defineBackend } from "@ohcs/context";
import { diskBackend } from "@ohcs/filemanager/disk";

/** Is called with the path before something is done to it; what it throws or waits for, the caller sees. */
export type BeforeAccess = (path: string) => void | Promise<void>;

/** The module of the disk backend, with a look at each image that is loaded or saved. */
export function watchedDisk({ load, save }: { readonly load?: BeforeAccess; readonly save?: BeforeAccess }) {
  return {
    diskBackend: defineBackend({
      name: "disk",
      version: "1.0.0",
      create: async (options) => watched(await diskBackend.create(options as { readonly root: string }), load, save),
    }),
  };
}

function watched(real: Backend, load?: BeforeAccess, save?: BeforeAccess): Backend {
  const own: Partial<Backend> = {
    load: async (path, options) => {
      await load?.(path);
      return real.load(path, options);
    },
    save: async (path, image, options) => {
      await save?.(path);
      return real.save(path, image, options);
    },
  };
  return new Proxy(real, {
    get: (target, key) => {
      const value = own[key as keyof Backend] ?? Reflect.get(target, key);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}
