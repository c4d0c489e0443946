/** What `assembly/index.ts` exports. Addresses are bytes in `memory`. */
export interface WasmKernels {
  readonly memory: WebAssembly.Memory;
  arenaStart(): number;
  blurPlane(
    source: number,
    target: number,
    height: number,
    width: number,
    weights: number,
    radius: number,
    rows: number,
    line: number,
  ): void;
}
