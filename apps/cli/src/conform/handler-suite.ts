import type { DefinedHandler, PlateReader } from "@ohcs/context";
import { readImageHeader } from "@ohcs/filemanager/disk";
import { surveyZarrPlate } from "@ohcs/filemanager/zarr";
import { diskPlateReader } from "@ohcs/microscopes/disk";
import { handlerConformance } from "@ohcs/testkit";
import type { SuiteTest } from "./suite-test.ts";

/** The tests that a handler is held to on plates of its own, in order. */
export function handlerSuite(
  defined: DefinedHandler,
  options: unknown,
  plates: readonly PlateReader[],
): readonly SuiteTest[] {
  const tests: SuiteTest[] = [];
  const test = (name: string, body: SuiteTest["body"]) => tests.push({ name, body });
  handlerConformance({ test, create: () => defined.create(options), plates });
  return tests;
}

/** The plates in these folders, as handlers see them. @throws `PLATE_NOT_FOUND` */
export function platesIn(folders: readonly string[]): Promise<readonly PlateReader[]> {
  const readers = { readHeader: readImageHeader, readZarr: surveyZarrPlate };
  return Promise.all(folders.map((folder) => diskPlateReader(folder, readers)));
}
