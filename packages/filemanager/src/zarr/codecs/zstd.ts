import * as zlib from "node:zlib";

/** A Zstandard encoder, and where it comes from: the runtime, a native addon, or WebAssembly. */
export interface ZstdEncoder {
  readonly source: "node" | "napi" | "wasm";
  compress(bytes: Uint8Array, level: number): Promise<Uint8Array>;
}

/** What Node has from 22.15 on, and the types of 20 do not know. */
interface ZlibWithZstd {
  readonly constants: { readonly ZSTD_c_compressionLevel?: number };
  zstdCompress?(
    bytes: Uint8Array,
    options: { readonly params: Readonly<Record<number, number>> },
    done: (error: Error | null, result: Uint8Array) => void,
  ): void;
}

let encoder: Promise<ZstdEncoder> | null = null;

/** The fastest Zstandard encoder at hand, found once. All of them write frames that every decoder reads. */
export function loadZstd(): Promise<ZstdEncoder> {
  encoder ??= Promise.resolve(nodeEncoder(zlib as ZlibWithZstd) ?? addonEncoder());
  return encoder;
}

/** The encoder of the runtime, or null where it has none. */
export function nodeEncoder({ zstdCompress, constants }: ZlibWithZstd): ZstdEncoder | null {
  const key = constants.ZSTD_c_compressionLevel;
  if (zstdCompress === undefined || key === undefined) return null;
  return {
    source: "node",
    compress: (bytes, level) =>
      new Promise((resolve, reject) => {
        zstdCompress(bytes, { params: { [key]: level } }, (error, result) => (error ? reject(error) : resolve(result)));
      }),
  };
}

/** The addon says itself, as a warning of the process, when it has no binary for this machine and takes WebAssembly. */
async function addonEncoder(): Promise<ZstdEncoder> {
  const { compress, TYPE } = await import("@cloudpss/zstd");
  return { source: TYPE, compress: async (bytes, level) => compress(bytes, level) };
}
