import type { OutputStore, ProcessingContext } from "@ohcs/context";

/** Where a table or JSON of a context lies: `<directory>/<well>_<name>.csv`, of a reduction without the well. */
export function valuePath(
  { axis, axisId }: Pick<ProcessingContext, "axis" | "axisId">,
  { directory, name, extension }: Pick<OutputStore, "directory" | "name" | "extension">,
): string {
  return `${directory}/${axis === "well" ? `${axisId}_` : ""}${name}${extension}`;
}
