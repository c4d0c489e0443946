import type { SaveOptions, StoredImage } from "@ohcs/context";
import { MemoryBackend } from "@ohcs/filemanager/memory";
import { expect, test } from "vitest";
import { failuresOf } from "./failures-of.ts";

const { capabilities } = new MemoryBackend();

class SharedArrays extends MemoryBackend {
  readonly #images = new Map<string, StoredImage>();
  override async save(path: string, image: StoredImage, options?: SaveOptions) {
    const receipt = await super.save(path, image, options);
    this.#images.set(receipt.path, image);
    return receipt;
  }
  override async load(path: string) {
    const loaded = await super.load(path);
    return path === "image.tif" ? (this.#images.get(path) ?? loaded) : loaded;
  }
}

class TextOrder extends MemoryBackend {
  override async list(directory: string) {
    return (await super.list(directory)).toSorted((a, b) => (a.path < b.path ? -1 : 1));
  }
}

class AlwaysReplaces extends MemoryBackend {
  override async save(path: string, image: StoredImage, options?: SaveOptions) {
    return super.save(path, image, { ...options, ifExists: "replace" });
  }
}

const common = new MemoryBackend();
class OneStoreForAll extends MemoryBackend {
  override save(path: string, image: StoredImage, options?: SaveOptions) {
    return path.startsWith("step0")
      ? common.save(path, image, { ifExists: "replace" })
      : super.save(path, image, options);
  }
  override load(path: string) {
    return path.startsWith("step0") ? common.load(path) : super.load(path);
  }
}

class DeletesFirst extends MemoryBackend {
  override async save(path: string, image: StoredImage, options: SaveOptions = {}) {
    if (options.ifExists === "replace" && (await this.exists(path))) {
      await this.delete(path);
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    return super.save(path, image, options);
  }
}

test("backendConformance() passes a backend that keeps its promises", async () => {
  expect(await failuresOf({ create: () => new MemoryBackend(), capabilities })).toEqual([]);
});

test.each([
  ["shares its arrays", SharedArrays, "landmine 26: a function that mutates its input does not corrupt the store"],
  ["lists in text order", TextOrder, "landmine 22: list() is in numeric order"],
  ["always replaces", AlwaysReplaces, "save() refuses to replace by default, and keeps the old value"],
  ["shares its store", OneStoreForAll, "landmine 2: interleaved instances never see or lose each other's files"],
  [
    "deletes before it replaces",
    DeletesFirst,
    "landmine 29: a reader sees the old or the new value, whole, while it is replaced",
  ],
])("backendConformance() catches a backend that %s", async (_, Broken, name) => {
  expect(await failuresOf({ create: () => new Broken(), capabilities })).toContain(name);
});
