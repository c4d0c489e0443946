import { readFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { type ConfigStack, traceConfig } from "@ohcs/compiler";
import {
  type Choice,
  type DefinedHandler,
  isDefinedHandler,
  type OpenPlateOptions,
  type PlateManifest,
} from "@ohcs/context";
import { checkedObjectUrl, isObjectUrl, readImageHeader } from "@ohcs/filemanager/disk";
import { surveyZarrPlate } from "@ohcs/filemanager/zarr";
import { builtInHandlers, loadData, openPlate } from "@ohcs/microscopes/disk";
import { type ExportKind, locate } from "../modules/locate.ts";
import { objectPlateReader } from "./object-plate-reader.ts";

/** A user's settings for reading a plate. */
export interface ReadValues {
  /** A regular expression with named groups, for names that no handler knows. */
  readonly pattern?: string | undefined;
  /** What the pages of image files are, where the files do not say. */
  readonly pages?: OpenPlateOptions["pages"] | undefined;
  /** Of a plate that lists several. */
  readonly acquisition?: number | undefined;
  /** The handlers to choose among, where they are not those that come with OHCS. */
  readonly handlers?: readonly DefinedHandler[] | undefined;
  /** Ends the reading. */
  readonly signal?: AbortSignal | undefined;
}

/** Which plate, and what is said about how to read it. */
export interface SourceValues extends ReadValues {
  readonly plate: string;
}

/** How handlers are named: those that come with OHCS by their names, others by their modules. */
const HANDLERS: ExportKind<DefinedHandler> = {
  noun: "handler",
  madeBy: "defineHandler or formatHandler",
  fits: isDefinedHandler,
  versionOf: ({ version }) => version,
  builtIn: Object.fromEntries(
    builtInHandlers.map(({ name }) => [name, { module: "@ohcs/microscopes/disk", export: name }]),
  ),
};

/**
 * Opens the plate that the user named, relative to `directory`, or the one whose images a CSV file lists, reading only: by the handler that the configuration names,
 * which is loaded before the plate is looked at, else by whichever recognizes it.
 * @throws whatever `locate` and `openPlate` throw
 */
export async function openSource(
  { plate, ...values }: SourceValues,
  stack: ConfigStack,
  directory: string,
): Promise<PlateManifest> {
  const csv = /\.csv$/i.test(plate) && !isObjectUrl(plate) ? basename(plate) : null;
  const root = csv === null ? await locatePlate(plate, directory) : dirname(resolve(directory, plate));
  const { handler, pattern, pages } = traceConfig(stack, basename(root)).config;
  const read = { pattern: values.pattern ?? pattern ?? undefined, pages: values.pages ?? pages ?? undefined };
  return openWith(root, csv === null ? handler : byTable(csv, handler), { ...values, ...read }, directory);
}

/** A table in the place of a plate lists its images. */
function byTable(csv: string, choice: Choice | null): Choice {
  const { use, with: options = {} } = typeof choice === "string" ? { use: choice } : (choice ?? { use: loadData.name });
  return use.toLowerCase() === loadData.name.toLowerCase()
    ? { use, with: { csv, ...options } }
    : { use, with: options };
}

/** Opens the plate in the folder `root` by the handler that is chosen; modules of handlers are found from `directory`. */
export async function openWith(
  root: string,
  choice: Choice | null,
  { handlers, pattern, pages, acquisition, signal }: ReadValues,
  directory: string,
): Promise<PlateManifest> {
  const { use: named = undefined, with: options } = typeof choice === "string" ? { use: choice } : (choice ?? {});
  const own = handlers?.find(({ name }) => name === named);
  const located =
    named === undefined || own !== undefined ? null : await locate(named, { from: directory, kind: HANDLERS });
  const among = located === null ? handlers : [located.value];
  const manifest = await openPlate(isObjectUrl(root) ? objectPlateReader(root) : root, {
    readHeader: readImageHeader,
    readZarr: surveyZarrPlate,
    ...(among === undefined ? {} : { handlers: among }),
    ...(named === undefined ? {} : { handler: (own ?? located?.value)?.name ?? named, with: options }),
    ...(pattern === undefined ? {} : { pattern }),
    ...(pages === undefined ? {} : { pages }),
    ...(acquisition === undefined ? {} : { acquisition }),
    ...(signal === undefined ? {} : { signal }),
  });
  return located === null ? manifest : { ...manifest, handlerSource: located.reference };
}

/** Where the plate that the user named lies: a web address, or the plate's folder, relative to `directory`. */
export async function locatePlate(plate: string, directory: string): Promise<string> {
  return isObjectUrl(plate) ? checkedObjectUrl(plate) : plateFolder(resolve(directory, plate));
}

/**
 * The plate's own folder: where `ohcs synth DIR` wrote a plate, `DIR` means the plate in it, which its truth names.
 * Any other folder means itself.
 */
export async function plateFolder(folder: string): Promise<string> {
  const plate = await readFile(join(folder, "truth.json"), "utf8").then(plateNamed, () => null);
  return plate === null ? folder : join(folder, plate);
}

function plateNamed(truth: string): string | null {
  try {
    const { plate } = JSON.parse(truth) as { readonly plate?: unknown };
    return typeof plate === "string" && /^[\w\- ]+$/.test(plate) ? plate : null;
  } catch {
    return null;
  }
}
