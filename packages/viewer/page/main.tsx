import { render } from "preact";
import { App } from "./app.tsx";
import type { PlateSource } from "./sources/plate-source.ts";

const root = document.getElementById("viewer");
if (root !== null) render(<App open={openSource} />, root);

/** `?zarr=URL` names an OME-Zarr plate of this page's origin; else the page asks the server that it came from. */
async function openSource(): Promise<PlateSource> {
  const zarr = new URLSearchParams(location.search).get("zarr");
  if (zarr === null) return (await import("./sources/served-source.ts")).servedSource();
  const url = new URL(zarr, location.href);
  if (url.origin !== location.origin)
    throw new Error(`Only plates at '${location.origin}' are shown, not '${url.href}'`);
  return (await import("./sources/zarr-source.ts")).zarrSource(url);
}
