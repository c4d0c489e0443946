import { multiscaleSchema, omeroSchema } from "../model/multiscale.ts";
import type { NgffVersion } from "../model/version.ts";
import { isNodePath, itemsOf, type JsonObject, memberOf, printed, type Report } from "../rules/collect-violations.ts";
import { checkAxes, checkCoordinateSystems } from "./check-coordinate-systems.ts";
import { checkDuplicates, checkForm, checkStated, checkVersionStated } from "./check-form.ts";
import { checkLevelsOrder } from "./check-levels-order.ts";
import { checkTransformations } from "./check-transformations.ts";
import { flatMultiscale } from "./flat-multiscale.ts";

/** Checks the metadata of an image: `multiscales`, and `omero` if present. */
export function checkImage(content: JsonObject, version: NgffVersion, pointer: string, report: Report): void {
  const list = content.multiscales;
  const at = `${pointer}/multiscales`;
  if (itemsOf(list).length === 0)
    report("image/multiscales", at, `expected a list of at least 1, got ${printed(list)}`);
  checkDuplicates(itemsOf(list), { what: "multiscale", rule: "image/duplicate", pointer: at }, report);
  for (const [index, multiscale] of itemsOf(list).entries())
    checkMultiscale(multiscale, version, `${at}/${index}`, report);
  if (content.omero !== undefined) checkForm(omeroSchema, content.omero, `${pointer}/omero`, report);
}

function checkMultiscale(multiscale: unknown, version: NgffVersion, pointer: string, report: Report): void {
  if (version === "0.6") checkCoordinateSystems(multiscale, pointer, report);
  const { flat, place } = flatMultiscale(multiscale, version);
  checkFlat(flat, version, (rule, at, message) => report(rule, pointer + place(at), message));
}

/** Pointers are from the multiscale on. */
function checkFlat(multiscale: unknown, version: NgffVersion, report: Report): void {
  const pointer = "";
  checkForm(multiscaleSchema, multiscale, pointer, report);
  checkVersionStated(multiscale, version, pointer, report);
  checkStated("image/name", multiscale, "name", pointer, report);
  checkStated("image/type", multiscale, "type", pointer, report);
  checkStated("image/metadata", multiscale, "metadata", pointer, report);
  const axes = memberOf(multiscale, "axes");
  checkAxes(axes, version, `${pointer}/axes`, report);
  const rank = itemsOf(axes).length;
  const overall = memberOf(multiscale, "coordinateTransformations");
  checkTransformations(overall, rank, `${pointer}/coordinateTransformations`, report);
  checkDatasets(itemsOf(memberOf(multiscale, "datasets")), axes, `${pointer}/datasets`, report);
}

function checkDatasets(datasets: readonly unknown[], axes: unknown, pointer: string, report: Report): void {
  const paths = datasets.map((dataset) => memberOf(dataset, "path"));
  checkDuplicates(paths, { what: "level", rule: "image/duplicate", pointer }, report);
  for (const [index, path] of paths.entries()) {
    const transformations = memberOf(datasets[index], "coordinateTransformations");
    const at = `${pointer}/${index}`;
    checkTransformations(transformations, itemsOf(axes).length, `${at}/coordinateTransformations`, report);
    if (typeof path === "string" && !isNodePath(path))
      report("image/dataset-path", `${at}/path`, `expected a path below this group, got '${path}'`);
  }
  checkLevelsOrder(datasets, axes, pointer, report);
}
