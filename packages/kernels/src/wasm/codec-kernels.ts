/** What `assembly/index.ts` exports for bytes of files. */
export interface CodecKernels {
  deflateScratch(): number;
  deflateBytes(source: number, length: number, target: number, scratch: number): number;
  decodeLzw(source: number, length: number, target: number, room: number): number;
  encodeLzw(source: number, length: number, target: number): number;
}
