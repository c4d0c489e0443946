import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The page of the viewer: relative addresses, so that it works wherever its folder is copied to, and the licenses of what is in it. */
export default defineConfig({
  base: "./",
  build: {
    outDir: "../dist/page",
    emptyOutDir: true,
    license: { fileName: "third-party-licenses.md" },
    chunkSizeWarningLimit: 1200,
  },
  resolve: {
    alias: {
      "@vivjs/loaders": here("layers/viv-loaders.ts"),
      "numcodecs/zstd": here("sources/zstd-codec.ts"),
      "numcodecs/blosc": here("sources/absent-codec.ts"),
      "numcodecs/lz4": here("sources/absent-codec.ts"),
    },
    conditions: ["@ohcs/source", "module", "browser", "production"],
  },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  logLevel: "warn",
});
