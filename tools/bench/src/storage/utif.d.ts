/** The part of UTIF that the benchmark uses; it ships no types. */
declare module "utif" {
  interface Directory {
    readonly data: Uint8Array;
  }
  const utif: {
    decode(file: ArrayBuffer): Directory[];
    decodeImage(file: ArrayBuffer, directory: Directory): void;
  };
  // biome-ignore lint/style/noDefaultExport: the module is CommonJS
  export default utif;
}
