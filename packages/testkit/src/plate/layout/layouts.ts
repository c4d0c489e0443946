import { fail } from "../../errors.ts";
import type { PlateLayout } from "../design/planes-of.ts";
import type { LayoutName } from "../design/plate-design.ts";
import { cellVoyagerLayout } from "./cellvoyager-layout.ts";
import { imageXpressLayout } from "./imagexpress-layout.ts";
import { omeTiffLayout } from "./ome-tiff-layout.ts";
import { phenixLayout } from "./phenix-layout.ts";
import { scanrLayout } from "./scanr-layout.ts";

const layouts: ReadonlyMap<string, PlateLayout> = new Map<LayoutName, PlateLayout>([
  ["imagexpress", imageXpressLayout],
  ["phenix", phenixLayout],
  ["cellvoyager", cellVoyagerLayout],
  ["scanr", scanrLayout],
  ["ome-tiff", omeTiffLayout],
]);

/** The layout of that name. @throws `SYNTH_OPTION_INVALID` */
export function layoutNamed(name: LayoutName): PlateLayout {
  const layout = layouts.get(name);
  if (layout === undefined) {
    const known = [...layouts.keys()].join("', '");
    const message = `Cannot design a plate: unknown layout '${name}', expected '${known}'`;
    throw fail("SYNTH_OPTION_INVALID", message, { details: { option: "layout" } });
  }
  return layout;
}
