/** The disk backend as it is on a network share: workers import it by the URL of this file in place of the real one. */
import { type Backend, defineBackend } from "@ohcs/context";
import { type DiskOptions, diskBackend as quickBackend } from "@ohcs/filemanager/disk";

/** The round trips of one image before its samples are transferred. */
const ROUND_TRIPS_MS = 20;

/** Files of a folder; every load or save of an image takes 20 ms more, without computing. */
export const diskBackend = defineBackend<DiskOptions>({
  name: "disk",
  version: "1.0.0",
  create: async (options, surroundings) => slowed(await quickBackend.create(options, surroundings)),
});

function slowed(quick: Backend): Backend {
  const own: Partial<Backend> = {
    load: (path, options) => roundTrips().then(() => quick.load(path, options)),
    save: (path, image, options) => roundTrips().then(() => quick.save(path, image, options)),
  };
  return new Proxy(quick, {
    get: (target, key) => {
      const value: unknown = own[key as keyof Backend] ?? Reflect.get(target, key);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

function roundTrips(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ROUND_TRIPS_MS));
}
