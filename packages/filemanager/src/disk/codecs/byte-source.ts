import type { CodecPlatform } from "./codec-platform.ts";

/** One read of this size brings the header, and usually the whole image file directory. */
export const WINDOW_BYTES = 8192;

/** Random access to the bytes of one open file. */
export interface ByteSource {
  /** The path that errors name. */
  readonly path: string;
  /** Bytes in the file. */
  readonly size: number;
  readonly platform: CodecPlatform;
  /**
   * `length` bytes from `offset`, read-only and valid until the next read, which may overwrite them. @throws
   * `IMAGE_TRUNCATED` where the file ends before
   */
  read(offset: number, length: number): Promise<Uint8Array>;
  /** Fills `target` from `offset`. @throws `IMAGE_TRUNCATED` where the file ends before */
  readInto(offset: number, target: Uint8Array): Promise<void>;
}
