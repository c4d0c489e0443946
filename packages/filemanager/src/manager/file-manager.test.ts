import { defineBackend, isOhcsError } from "@ohcs/context";
import { describe, expect, test, vi } from "vitest";
import { MemoryBackend, memoryBackend } from "../memory/memory-backend.ts";
import { FileManager } from "./file-manager.ts";

const image = (value: number) =>
  ({ data: Uint8Array.of(value, value), shape: [1, 2], dtype: "uint8", pixelSizeUm: null }) as const;
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "no error",
    (error: unknown) => (isOhcsError(error) ? error.code : String(error)),
  );
const inMemory = () => new FileManager({ memory: () => new MemoryBackend() });

describe("FileManager", () => {
  test("knows no backend that was not named, and has no default", async () => {
    const files = inMemory();
    const error: unknown = await files.load("a", "disk").catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "BACKEND_UNKNOWN", details: { backend: "disk", backends: ["memory"] } });
    expect(await codeOf(files.load("a", "toString"))).toBe("BACKEND_UNKNOWN");
  });

  test("makes an instance at first use, and one only", async () => {
    const make = vi.fn(() => new MemoryBackend());
    const files = new FileManager({ memory: make });
    expect(make).not.toHaveBeenCalled();
    await Promise.all([files.save("a", image(1), "memory"), files.save("b", image(2), "memory")]);
    expect(make).toHaveBeenCalledTimes(1);
  });

  test("landmine 2: two FileManagers over the same factories never share an instance", async () => {
    const factories = { memory: () => memoryBackend.create({}) };
    const [one, two] = [new FileManager(factories), new FileManager(factories)];
    await one.save("step0/a", image(1), "memory");
    await two.save("step0/a", image(2), "memory");
    await two.close();
    expect((await one.load("step0/a", "memory")).data).toEqual(image(1).data);
  });

  test("loadBatch() keeps the order of its items, pages included", async () => {
    const files = inMemory();
    const values = Array.from({ length: 20 }, (_, i) => i);
    await files.saveBatch(
      values.map((i) => ({ path: `w${i}`, image: image(i) })),
      "memory",
    );
    await files.save("stack", { ...image(0), data: Uint8Array.of(7, 7, 8, 8), shape: [2, 1, 2] }, "memory");
    const loaded = await files.loadBatch([...values.map((i) => `w${i}`), { path: "stack", page: 1 }], "memory");
    expect(loaded.map(({ data }) => data[0])).toEqual([...values, 8]);
  });

  test("loadBatch() names the first item that is missing", async () => {
    const files = inMemory();
    await files.save("w1", image(1), "memory");
    const error: unknown = await files.loadBatch(["w1", "w2", "w1", "w3"], "memory").catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "FILE_NOT_FOUND", details: { path: "w2" } });
  });

  test("saveBatch() starts no further save after a failure", async () => {
    const files = inMemory();
    await files.save("w0", image(1), "memory");
    const items = Array.from({ length: 50 }, (_, i) => ({ path: `w${i}`, image: image(2) }));
    expect(await codeOf(files.saveBatch(items, "memory"))).toBe("FILE_EXISTS");
    expect((await files.list("", "memory")).length).toBeLessThan(10);
  });

  test("counts bytes read and written", async () => {
    const files = inMemory();
    await files.save("a", image(1), "memory");
    await files.load("a", "memory");
    await files.load("a", "memory");
    expect(files.usage).toEqual({ readBytes: 4, writtenBytes: 2 });
  });

  test("close() closes all instances once, also when one fails, and may be repeated", async () => {
    const closed: string[] = [];
    class Stubborn extends MemoryBackend {
      override async close(): Promise<void> {
        closed.push("stubborn");
        throw new Error("will not close");
      }
    }
    class Willing extends MemoryBackend {
      override async close(): Promise<void> {
        closed.push("willing");
      }
    }
    const files = new FileManager({ a: () => new Stubborn(), b: () => new Willing(), c: () => new Willing() });
    await files.save("x", image(1), "a");
    await files.save("x", image(1), "b");
    await expect(files.close()).rejects.toThrow("will not close");
    await expect(files.close()).rejects.toThrow("will not close");
    expect(closed).toEqual(["stubborn", "willing"]);
    expect(await codeOf(files.load("x", "b"))).toBe("BACKEND_CLOSED");
  });

  test("is disposable", async () => {
    const files = inMemory();
    await files[Symbol.asyncDispose]();
    expect(await codeOf(files.exists("x", "memory"))).toBe("BACKEND_CLOSED");
  });
});

describe("FileManager.open()", () => {
  const use = { module: "@lab/storage", export: "lab", version: "1.2.0" };
  const references = { lab: { use, with: { room: 7 } } };
  const open = (exported: unknown) =>
    FileManager.open({ references, resolve: async () => exported as ReturnType<typeof defineBackend> });

  test("resolves a reference when its backend is first used, and passes its options", async () => {
    const create = vi.fn(() => new MemoryBackend());
    const resolve = vi.fn(async () => defineBackend({ name: "lab", version: "1.9.0", create }));
    const files = FileManager.open({ references, resolve });
    expect(resolve).not.toHaveBeenCalled();
    await files.exists("a", "lab");
    expect(resolve).toHaveBeenCalledWith("@lab/storage", "lab");
    expect(create.mock.calls[0]).toEqual([{ room: 7 }, undefined]);
  });

  test("passes what instances of a worker share to each backend that it makes", async () => {
    const taken: number[] = [];
    const memory = {
      take: (bytes: number) => new ArrayBuffer(bytes),
      give: (buffer: ArrayBuffer) => void taken.push(buffer.byteLength),
    };
    const files = FileManager.open({
      references: { memory: { use: { module: "m", export: "memoryBackend" }, with: {} } },
      resolve: async () => memoryBackend as ReturnType<typeof defineBackend>,
      surroundings: { memory, notes: new Map() },
    });
    await files.save("a", image(1), "memory");
    await files.close();
    expect(taken).toEqual([2]);
  });

  test("refuses values that are not backends, and another major version", async () => {
    const create = () => new MemoryBackend();
    expect(await codeOf(open({ create }).exists("a", "lab"))).toBe("BACKEND_INVALID");
    const second = defineBackend({ name: "lab", version: "2.0.0", create });
    expect(await codeOf(open(second).exists("a", "lab"))).toBe("BACKEND_INVALID");
  });
});
