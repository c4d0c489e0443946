/** Takes the place of codecs that OHCS never writes, which come as WebAssembly whose glue the page's policy refuses (vite.config.ts). */
export default {
  fromConfig(): never {
    throw new Error("The page does not read chunks in Blosc or LZ4 by itself: open the plate with 'ohcs view'");
  },
};
