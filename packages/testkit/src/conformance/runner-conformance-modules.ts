/**
 * The module used by wells of the runner conformance suite: correct and failing functions, and a backend that needs no
 * disk. Workers import this file by its URL.
 */
import {
  type Backend,
  defineBackend,
  defineFunction,
  type FunctionResult,
  type Json,
  NO_PARAMETERS,
  OhcsError,
  type SaveReceipt,
  type StoredImage,
  type Table,
} from "@ohcs/context";
import type { StorageFault } from "./runner-conformance-task.ts";

const base = { version: "1.0.0", summary: "Part of the runner conformance suite", params: NO_PARAMETERS } as const;
const never = () => new Promise<never>(() => undefined);
const failing = (name: string, run: () => FunctionResult | Promise<FunctionResult>) =>
  defineFunction({ ...base, name, run });

export const passes = defineFunction({ ...base, name: "passes", run: ({ image }) => ({ image: image as never }) });

export const prints = defineFunction({
  ...base,
  name: "prints",
  run: ({ image }) => {
    // biome-ignore lint/suspicious/noConsole: this function exists to print
    console.log("printed by a function");
    return { image: image as never };
  },
});

/** Ends early when its signal aborts, else after ten seconds. */
export const listens = defineFunction({
  ...base,
  name: "listens",
  run: async ({ image }, _, { signal }) => {
    for (let i = 0; i < 1_000 && !signal.aborted; i++) await new Promise((resolve) => setTimeout(resolve, 10));
    signal.throwIfAborted();
    return { image: image as never };
  },
});

export const hangs = failing("hangs", never);
export const throws = failing("throws", () => {
  throw new TypeError("thrown by a function");
});
export const rejects = failing("rejects", () => Promise.reject("a text, not an error"));
export const exits = failing("exits", () => process.exit(3));
export const exitsZero = failing("exitsZero", () => process.exit(0));
export const exitsLater = failing("exitsLater", () => {
  setTimeout(() => process.exit(0), 5);
  return never();
});
export const strays = failing("strays", () => {
  setTimeout(() => {
    throw new Error("an error outside any promise");
  }, 5);
  return never();
});
export const loops = failing("loops", () => {
  for (;;);
});
export const fillsHeap = failing("fillsHeap", () => {
  const kept: number[][] = [];
  for (;;) kept.push(new Array(1_000).fill(kept.length));
});
export const asksTooMuch = failing("asksTooMuch", () => ({ image: new Uint8Array(2 ** 45) as never }));
export const aborts = failing("aborts", () => process.abort());
/** An abort as raised by native code; `process.abort()` is refused in threads. */
export const abortsNatively = failing("abortsNatively", () => {
  process.kill(process.pid, "SIGABRT");
  return never();
});
export const kills = failing("kills", () => {
  process.kill(process.pid, "SIGKILL");
  return never();
});

/** What a backend throws for each. */
const FAULTS: Readonly<Record<StorageFault, string>> = {
  full: "STORAGE_FULL",
  denied: "STORAGE_DENIED",
  truncated: "IMAGE_TRUNCATED",
};

/** Keeps values while it is open; with a fault, saving or reading images fails. */
class FleetingBackend implements Backend {
  readonly specVersion = 1;
  readonly name = "fleeting";
  readonly capabilities = { images: true, tables: true, json: true, writable: true, durable: false };
  readonly #values = new Map<string, StoredImage | Table | Json>();
  readonly #fault: StorageFault | null;

  constructor(fault: StorageFault | null) {
    this.#fault = fault;
  }

  loadTable = async (path: string) => this.#values.get(path) as Table;
  loadJson = async (path: string) => this.#values.get(path) as Json;
  loadText = async (path: string) => JSON.stringify(this.#values.get(path));
  saveTable = async (path: string, value: Table) => this.#keep(path, value);
  saveJson = async (path: string, value: Json) => this.#keep(path, value);
  list = async () => [];
  exists = async (path: string) => this.#values.has(path);
  stat = async (path: string) => ({ path, kind: "file", bytes: 0 }) as const;
  delete = async (path: string) => void this.#values.delete(path);
  ensureDirectory = async () => undefined;
  copy = async (from: string, to: string) => void this.#keep(to, this.#values.get(from) ?? null);
  move = async (from: string, to: string) => this.copy(from, to);
  close = async () => this.#values.clear();

  async load(path: string): Promise<StoredImage> {
    if (this.#fault === "truncated") throw faultError(this.#fault, path);
    return this.#values.get(path) as StoredImage;
  }

  async save(path: string, image: StoredImage): Promise<SaveReceipt> {
    if (this.#fault !== null) throw faultError(this.#fault, path);
    return this.#keep(path, image);
  }

  #keep(path: string, value: StoredImage | Table | Json): SaveReceipt {
    this.#values.set(path, value);
    return { path, bytes: 0, sha256: null };
  }
}

function faultError(fault: StorageFault, path: string): Error {
  return new OhcsError(FAULTS[fault], `Cannot use '${path}': the storage is ${fault}`);
}

export const fleetingBackend = defineBackend<{ readonly fault?: StorageFault | null }>({
  name: "fleeting",
  version: "1.0.0",
  create: ({ fault = null }) => new FleetingBackend(fault),
});
