import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "vitest";
import { runHere } from "./run-here.ts";
import type { Ended } from "./run-ohcs.ts";

/** A pipeline that stores every plane as it is. */
const COPY = `
import { defineFunction, definePipeline, NO_PARAMETERS, step } from "@ohcs/context";
export const same = defineFunction({
  name: "same", version: "1.0.0", summary: "Changes nothing", params: NO_PARAMETERS,
  run: ({ image }) => ({ image }),
});
export default definePipeline({ name: "copy", steps: [step("copy", { func: same() })] });
`;

/** The forms of OME-Zarr that runs write, as what the command line says of each. */
export const FORMS: Readonly<Record<string, readonly string[]>> = {
  "0.4": ["--ngff", "0.4"],
  "0.5": ["--ngff", "0.5", "--set", "zarr.shard=false"],
  "0.6": ["--ngff", "0.6"],
  "0.5, sharded": ["--ngff", "0.5", "--set", "zarr.shard=true", "--set", "zarr.chunk=32"],
};

/** Runs the command line, and expects that it succeeds. */
export async function succeed(directory: string, argv: readonly string[]): Promise<Ended> {
  const ended = await runHere(directory, argv);
  expect({ exitCode: ended.exitCode, err: ended.exitCode === 0 ? "" : ended.err }).toEqual({ exitCode: 0, err: "" });
  return ended;
}

/** Stores the plate `source` below `directory` as `<name>/images.zarr`, every plane as it is; gives that path. */
export async function copyAsZarr(
  directory: string,
  source: string,
  name: string,
  form: readonly string[],
): Promise<string> {
  await writeFile(join(directory, "copy.ts"), COPY);
  await succeed(directory, ["run", source, "-p", "copy.ts", "-o", name, "--backend", "zarr", ...form]);
  return `${name}/images.zarr`;
}

/** The chunk files below a folder, by their paths from there: what lies in no document. */
export async function chunksIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && /^\d+$/.test(entry.name));
  return files.map(({ parentPath, name }) => join(parentPath, name)).toSorted();
}

/** A document of a Zarr hierarchy. */
export async function documentAt(path: string) {
  return JSON.parse(await readFile(path, "utf8"));
}
