import * as zlib from "node:zlib";
import { registry } from "zarrita";

/** A Zstandard encoder, and where it comes from: the runtime, a native addon, or WebAssembly. */
interface ZstdEncoder {
  readonly source: "node" | "addon" | "wasm";
  /** Native encoders work in threads of the runtime's pool; the bytes must stay as they are until it resolves. */
  readonly compress: (bytes: Uint8Array, level: number) => Promise<Uint8Array>;
  /** The same in the calling thread; null where there is none. */
  readonly compressHere: ((bytes: Uint8Array, level: number) => Uint8Array) | null;
}

/** Available in Node from 22.15, and absent from the types of 20. */
interface ZlibWithZstd {
  readonly constants: { readonly ZSTD_c_compressionLevel?: number };
  zstdCompress?(
    bytes: Uint8Array,
    options: ZstdParameters,
    done: (error: Error | null, result: Uint8Array) => void,
  ): void;
  zstdCompressSync?(bytes: Uint8Array, options: ZstdParameters): Uint8Array;
}

interface ZstdParameters {
  readonly params: Readonly<Record<number, number>>;
}

/** A codec from bytes to bytes, as zarrita keeps it. */
interface BytesCodec {
  encode(bytes: Uint8Array): Promise<Uint8Array>;
}

let encoder: Promise<ZstdEncoder> | null = null;

/** The fastest available Zstandard encoder, found once. All write frames that every decoder reads. */
export function loadZstd(): Promise<ZstdEncoder> {
  encoder ??= Promise.resolve(nodeEncoder(zlib as ZlibWithZstd) ?? addonEncoder());
  return encoder;
}

/** The encoder of the runtime, or null if it has none. */
export function nodeEncoder({ zstdCompress, zstdCompressSync, constants }: ZlibWithZstd): ZstdEncoder | null {
  const key = constants.ZSTD_c_compressionLevel;
  if (zstdCompress === undefined || key === undefined) return null;
  return {
    source: "node",
    compress: (bytes, level) =>
      new Promise((resolve, reject) => {
        zstdCompress(bytes, { params: { [key]: level } }, (error, result) => (error ? reject(error) : resolve(result)));
      }),
    compressHere:
      zstdCompressSync === undefined ? null : (bytes, level) => zstdCompressSync(bytes, { params: { [key]: level } }),
  };
}

/** A native addon if there is a binary for this machine, else zarrita's encoder, at a third of the speed. */
async function addonEncoder(): Promise<ZstdEncoder> {
  try {
    const { Encoder } = (await import("@toondepauw/node-zstd")).default;
    const encoders = new Map<number, InstanceType<typeof Encoder>>();
    const encoderOf = (level: number) => {
      const encoder = encoders.get(level) ?? new Encoder(level);
      encoders.set(level, encoder);
      return encoder;
    };
    return {
      source: "addon",
      compress: (bytes, level) => encoderOf(level).encode(bufferOf(bytes)),
      compressHere: (bytes, level) => encoderOf(level).encodeSync(bufferOf(bytes)),
    };
  } catch {
    process.emitWarning(
      "No native Zstandard for this machine: chunks are compressed in WebAssembly, three times as slow",
    );
    return wasmEncoder();
  }
}

function bufferOf({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

/** The encoder of zarrita's own codec. */
export async function wasmEncoder(): Promise<ZstdEncoder> {
  const codec = await registry.get("zstd")?.();
  if (codec === undefined) throw new Error("zarrita has no codec 'zstd'");
  return {
    source: "wasm",
    compress: async (bytes, level) => {
      const nothing = { dataType: "uint8" as const, shape: [], codecs: [], fillValue: null };
      const zstd = codec.fromConfig({ level }, nothing) as unknown as BytesCodec;
      return zstd.encode(bytes);
    },
    compressHere: null,
  };
}
