import type { StoredImage } from "@ohcs/context";
import type { BenchmarkSetting } from "../../benchmark.ts";
import { renderedImage } from "../rendered-image.ts";
import { againstPython } from "./against-python.ts";
import type { Storage } from "./bench-plate.ts";
import { pyramidShare } from "./pyramid-share.ts";
import { findPython } from "./python-peer.ts";

const STORAGES: Readonly<Record<string, Storage>> = {
  "none, shards": { codec: { name: "none" } },
  "zstd 3, shards": { codec: { name: "zstd", level: 3 } },
  "none, chunks of 0.4": { ngffVersion: "0.4", codec: { name: "none" } },
  "zstd 3, chunks of 0.4": { ngffVersion: "0.4", codec: { name: "zstd", level: 3 } },
};
const NO_PYTHON =
  "NOT MEASURED: no Python with zarr. Set OHCS_PARITY_PYTHON, or install tools/parity/requirements.txt into tools/parity/.venv";

/** Writing a plane into an OME-Zarr plate, against zarr-python, and what its pyramid takes of that. */
export async function zarrWriting({ quick, say }: BenchmarkSetting, folder: string): Promise<object> {
  const image: StoredImage = renderedImage(quick ? 512 : 2048);
  const rounds = quick ? 2 : 31;
  const python = findPython();
  if (python === null) say(`  zarr-python: ${NO_PYTHON}`);
  const results: Record<string, object> = {};
  for (const [i, [name, storage]] of Object.entries(STORAGES).entries()) {
    say(`  Zarr, ${name}`);
    const place = { root: folder, path: `zarr-${i}`, image, storage, rounds };
    const rival = python === null ? NO_PYTHON : await againstPython(place, python);
    results[name] = { zarrPython: rival, pyramid: await pyramidShare(place) };
  }
  return { side: image.shape[0], storages: results };
}
