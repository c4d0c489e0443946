import { mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fail } from "../errors.ts";
import type { PlateDesign } from "../plate/design/plate-design.ts";
import { renderPlateFiles } from "../plate/render-plate-files.ts";
import { truthOf } from "../truth/truth-of.ts";

/** How a plate is written. */
export interface WritePlateOptions {
  /** Called after every file with the number of files and bytes written. */
  readonly onProgress?: (written: { readonly files: number; readonly bytes: number }) => void;
  readonly signal?: AbortSignal;
}

/** The written files and their paths. */
export interface WrittenPlate {
  /** `<directory>/<plate name>`, images and the vendor's files only. */
  readonly plateFolder: string;
  /** `<directory>/truth.json` */
  readonly truthFile: string;
  /** `<directory>/plate-map.csv` */
  readonly plateMapFile: string;
  /** Files in the plate's folder, and their bytes. */
  readonly files: number;
  readonly bytes: number;
}

/**
 * Writes the plate to `<directory>/<plate name>/`, its truth and plate map beside that folder. The folder gets its name
 * when it is complete; an interrupted write leaves nothing. A directory holds one plate, since it holds one truth.
 * @throws `SYNTH_TARGET_EXISTS` where the folder exists, or the directory holds the truth or plate map of another plate
 */
export async function writePlate(
  design: PlateDesign,
  directory: string,
  options: WritePlateOptions = {},
): Promise<WrittenPlate> {
  const plateFolder = join(directory, design.name);
  await refuseExisting(plateFolder);
  await refuseOtherTruth(directory, design.name);
  const unfinished = join(directory, `.${design.name}.${process.pid}.ohcs-tmp`);
  try {
    const written = await writeFiles(design, unfinished, options);
    const truthFile = join(directory, "truth.json");
    const plateMapFile = join(directory, "plate-map.csv");
    await writeFile(truthFile, `${JSON.stringify(truthOf(design))}\n`);
    await writeFile(plateMapFile, plateMapCsv(design));
    await rename(unfinished, plateFolder);
    return { plateFolder, truthFile, plateMapFile, ...written };
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

async function refuseExisting(folder: string): Promise<void> {
  const found = await stat(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
  if (found === null) return;
  const message = `Cannot write a plate: the folder '${folder}' exists`;
  throw fail("SYNTH_TARGET_EXISTS", message, { details: { folder } });
}

/** It could not be made again: overwriting would lose the truth of existing images. */
async function refuseOtherTruth(directory: string, name: string): Promise<void> {
  const truthFile = join(directory, "truth.json");
  const text = await textOf(truthFile);
  const plateMapFile = join(directory, "plate-map.csv");
  if (text === null && (await textOf(plateMapFile)) === null) return;
  const found = text === null ? null : plateIn(text);
  if (found === name) return;
  const file = text === null ? plateMapFile : truthFile;
  const got = found === null ? `another file at '${file}'` : `the truth of plate '${found}'`;
  throw fail("SYNTH_TARGET_EXISTS", `Cannot write a plate: there is ${got}`, {
    details: { file },
  });
}

async function textOf(file: string): Promise<string | null> {
  return readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
}

/** The plate named in a truth file; null if the file is not a truth. */
function plateIn(text: string): string | null {
  try {
    const { plate } = JSON.parse(text) as { readonly plate?: unknown };
    return typeof plate === "string" ? plate : null;
  } catch {
    return null;
  }
}

async function writeFiles(
  design: PlateDesign,
  folder: string,
  { onProgress, signal }: WritePlateOptions,
): Promise<{ readonly files: number; readonly bytes: number }> {
  const made = new Set<string>();
  const written = { files: 0, bytes: 0 };
  for (const [path, bytes] of renderPlateFiles(design)) {
    signal?.throwIfAborted();
    const file = join(folder, path);
    if (!made.has(dirname(file))) await mkdir(dirname(file), { recursive: true });
    made.add(dirname(file));
    await writeFile(file, bytes);
    written.files++;
    written.bytes += bytes.length;
    onProgress?.({ ...written });
  }
  return written;
}

/** The plate map as CSV: columns `well`, `role` (`negative`, `positive`, `sample`) and `dose` (µM). */
export function plateMapCsv({ wells }: PlateDesign): string {
  return ["well,role,dose", ...wells.map(({ well, role, dose }) => `${well},${role},${dose}`), ""].join("\n");
}
