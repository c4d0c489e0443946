import { resolve } from "node:path";
import type { Choice, PlateManifest } from "@ohcs/context";
import { absoluteChoice } from "../modules/module-name.ts";
import { locatePlate, openWith, type ReadValues } from "./open-source.ts";

/** How a plate is opened. */
export interface OpenPlateOptions extends ReadValues {
  /** Name of a handler, `package#export` or `./file.ts#export`, with options where it takes some. @default whichever recognizes the plate */
  readonly handler?: Choice;
  /** Paths are relative to it, and packages found from it. @default the current folder of the process */
  readonly directory?: string;
}

/** Opens the plate in `folder`. @throws whatever `locate` and `openPlate` of `@ohcs/microscopes/disk` throw */
export async function openFolder(
  folder: string,
  { handler, directory: below = ".", ...values }: OpenPlateOptions,
): Promise<PlateManifest> {
  const directory = resolve(below);
  const choice = handler === undefined ? null : (absoluteChoice(handler, directory) as Choice);
  return openWith(await locatePlate(folder, directory), choice, values, directory);
}
