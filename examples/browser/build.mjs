// One classic script beside the page, so that it opens from disk by double click: browsers refuse modules there.
import { copyFileSync, mkdirSync } from "node:fs";
import { build } from "esbuild";

mkdirSync("dist", { recursive: true });
copyFileSync("page/index.html", "dist/index.html");
await build({
  entryPoints: { page: "src/page.ts" },
  outdir: "dist",
  bundle: true,
  format: "iife",
  platform: "browser",
  target: "es2022",
  minify: true,
  legalComments: "none",
  logLevel: "warning",
  logOverride: { "ignored-bare-import": "silent" }, // tsup splits packages that have no side effects
});
