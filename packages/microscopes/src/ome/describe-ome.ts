import { agreed } from "../manifest/agreed.ts";
import type { PlaneFile, PlateDescription } from "../manifest/plate-reading.ts";
import { earliestOf } from "../text/read-xml.ts";
import type { PlacedPlane } from "./place-files.ts";

/** What all documents of a plate say together; null where they do not agree. */
export function describeOme(placed: readonly PlacedPlane[], planes: readonly PlaneFile[]): PlateDescription {
  const images = [...new Set(placed.map(({ image }) => image))];
  const documents = [...new Set(placed.map(({ document }) => document))];
  const starts = images.flatMap(({ startedAt }) => startedAt ?? []);
  const imaged = new Set(planes.map(({ well }) => well));
  const wells = documents.flatMap((document) => document.wells).filter((well) => !imaged.has(well));
  const intervalS = agreed(images.map((image) => image.intervalS));
  const zStepUm = agreed(images.map((image) => image.zStepUm));
  return {
    ...(zStepUm === null ? {} : { zStepUm }),
    ...(intervalS === null ? {} : { intervalS }),
    objective: agreed(documents.map(({ objective }) => objective)),
    startedAt: earliestOf(starts),
    plateFormat: agreed(documents.map(({ plateFormat }) => plateFormat)),
    announced: { wells: [...new Set(wells)] },
  };
}
