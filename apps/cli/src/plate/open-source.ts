import { basename, resolve } from "node:path";
import { type ConfigStack, traceConfig } from "@ohcs/compiler";
import { type DefinedHandler, isDefinedHandler, type PlateManifest } from "@ohcs/context";
import { readImageHeader } from "@ohcs/filemanager/disk";
import { surveyZarrPlate } from "@ohcs/filemanager/zarr";
import { builtInHandlers, type OpenOptions, openPlate } from "@ohcs/microscopes/disk";
import { type ExportKind, locate } from "../modules/locate.ts";
import { plateFolder } from "./plate-folder.ts";

/** Which plate, and what the user says about how to read it. */
export interface SourceValues {
  readonly plate: string;
  readonly pattern: string | undefined;
  /** Of a plate that lists several. */
  readonly acquisition: number | undefined;
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
 * Opens the plate that the user named, relative to `directory`, reading only: by the handler that the configuration names,
 * which is loaded before the plate is looked at, else by whichever recognizes it.
 * @throws whatever `locate` and `openPlate` throw
 */
export async function openSource(
  { plate, pattern, acquisition }: SourceValues,
  stack: ConfigStack,
  directory: string,
): Promise<PlateManifest> {
  const root = await plateFolder(resolve(directory, plate));
  const { handler } = traceConfig(stack, basename(root)).config;
  const choice = typeof handler === "string" ? { use: handler } : handler;
  const located = choice === null ? null : await locate(choice.use, { from: directory, kind: HANDLERS });
  const manifest = await openPlate(root, {
    readHeader: readImageHeader,
    readZarr: surveyZarrPlate,
    ...(located === null ? {} : { handlers: [located.value], handler: located.value.name, with: choice?.with }),
    ...(pattern === undefined ? {} : { pattern }),
    ...(acquisition === undefined ? {} : { acquisition }),
  } satisfies OpenOptions);
  return located === null ? manifest : { ...manifest, handlerSource: located.reference };
}
