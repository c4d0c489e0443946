import { type Backend, type LoadOptions, OhcsError, type StoredImage } from "@ohcs/context";
import { MemoryBackend } from "@ohcs/filemanager/memory";
import { expect, test } from "vitest";
import { failuresOf } from "./failures-of.ts";
import { heldImages } from "./held-images.ts";

const capabilities = { images: true, tables: true, json: true, writable: false, durable: false };
const WRITING = ["save", "saveTable", "saveJson", "delete", "ensureDirectory", "copy", "move"] as const;

const refuse = async (): Promise<never> => {
  throw new OhcsError("BACKEND_READ_ONLY", "Cannot write: the backend is read-only");
};

/** A read-only view of the images, with `changed` replacing correct behaviour. */
async function readOnly(changed: (memory: MemoryBackend) => Partial<Backend> = () => ({})): Promise<Backend> {
  const memory = new MemoryBackend();
  for (const [path, image] of Object.entries(heldImages)) await memory.save(path, image);
  const overrides: Record<string, unknown> = {
    capabilities,
    ...Object.fromEntries(WRITING.map((name) => [name, refuse])),
    ...changed(memory),
  };
  return new Proxy<Backend>(memory, {
    get(target, key: keyof Backend) {
      const value = Object.hasOwn(overrides, key) ? overrides[key] : target[key];
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

const isFirst = (path: string) => path === "A01/s2_w1.tif";

test("backendConformance() passes a read-only backend that keeps its promises", async () => {
  expect(await failuresOf({ create: () => readOnly(), capabilities, holds: heldImages })).toEqual([]);
});

test("backendConformance() cannot test a read-only backend without an image", async () => {
  const empty = () => readOnly((memory) => ({ list: () => new MemoryBackend().list(""), exists: memory.exists }));
  expect(await failuresOf({ create: empty, capabilities })).toContain("the store holds an image to test with");
});

let turn = 0;
const BROKEN: readonly (readonly [what: string, changed: (memory: MemoryBackend) => Partial<Backend>, name: string])[] =
  [
    [
      "lists in text order",
      (memory) => ({ list: async (path) => (await memory.list(path)).toSorted((a, b) => (a.path < b.path ? -1 : 1)) }),
      "landmine 22: list() is in numeric order",
    ],
    [
      "lists everything below",
      (memory) => ({
        list: async (path) => [...(await memory.list(path)), ...(path === "" ? await memory.list("A01") : [])],
      }),
      "list() returns the entries directly below a directory, each once",
    ],
    [
      "gives out one array to all",
      (memory) => {
        const kept = new Map<string, StoredImage>();
        const load = async (path: string, options?: LoadOptions) => {
          const image = kept.get(path) ?? (await memory.load(path, options));
          kept.set(path, image);
          return image;
        };
        return { load };
      },
      "landmine 26: no later reader sees what a function does to its input",
    ],
    [
      "mixes up concurrent loads",
      (memory) => {
        let latest = "";
        const load = async (path: string, options?: LoadOptions) => {
          latest = path;
          await null;
          return memory.load(options === undefined ? latest : path, options);
        };
        return { load };
      },
      "concurrent loads return the image of each path, in order",
    ],
    [
      "knows no pages",
      (memory) => ({ load: (path) => memory.load(path) }),
      "load() of a page beyond the last is IMAGE_UNREADABLE",
    ],
    [
      "ignores a signal",
      (memory) => ({ load: (path, { page = 0 } = {}) => memory.load(path, { page }) }),
      "an aborted load() is refused",
    ],
    [
      "gives half a plane",
      (memory) => ({ load: async (path, options) => ({ ...(await memory.load(path, options)), shape: [3, 4] }) }),
      "load() returns whole planes",
    ],
    [
      "gives another image than it holds",
      (memory) => ({ load: (path, options) => memory.load(isFirst(path) ? "A01/s10_w1.tif" : path, options) }),
      "load() returns exactly the images that the store is known to hold",
    ],
    [
      "counts other bytes in stat()",
      (memory) => ({ stat: async (path) => ({ ...(await memory.stat(path)), bytes: turn++ }) }),
      "stat() and exists() agree with list()",
    ],
    ["finds whatever is asked", () => ({ exists: async () => true }), "exists: no path leaves the root"],
    [
      "deletes",
      (memory) => ({ delete: (path) => memory.delete(path) }),
      "delete: nothing writes through a read-only backend",
    ],
    [
      "writes and then complains",
      (memory) => ({
        saveJson: async (path, value, options) => {
          await memory.saveJson(path, value, options);
          return refuse();
        },
      }),
      "saveJson: nothing writes through a read-only backend",
    ],
    [
      "leaves old content in the offered memory",
      (memory) => ({
        load: async (path, { allocate, ...options } = {}) => {
          const image = await memory.load(path, options);
          const data = allocate?.(image.dtype, image.data.length) ?? image.data;
          if (data !== image.data) data.set(image.data.subarray(1), 1);
          return { ...image, data };
        },
      }),
      "load() may use the offered memory, once, and none of its old content is left",
    ],
    ["does not close", () => ({ close: async () => {} }), "close() may be called twice, and nothing works afterwards"],
  ];

test.each(BROKEN)("backendConformance() catches a read-only backend that %s", async (_, changed, name) => {
  expect(await failuresOf({ create: () => readOnly(changed), capabilities, holds: heldImages })).toContain(name);
});
