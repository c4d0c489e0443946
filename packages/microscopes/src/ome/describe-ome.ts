import type { PlaneFile, PlateDescription } from "../manifest/plate-reading.ts";
import type { PlacedPlane } from "./place-files.ts";

/** What all documents of a plate say together; null where they do not agree. */
export function describeOme(placed: readonly PlacedPlane[], planes: readonly PlaneFile[]): PlateDescription {
  const images = [...new Set(placed.map(({ image }) => image))];
  const documents = [...new Set(placed.map(({ document }) => document))];
  const starts = images.flatMap(({ startedAtMs }) => startedAtMs ?? []);
  const channels = new Map<string, { excitationNm: number | null; emissionNm: number | null }>();
  for (const { image, plane } of placed) {
    const { excitationNm = null, emissionNm = null } = image.channels[plane.channel - 1] ?? {};
    if (image.samples === 1 && (excitationNm ?? emissionNm) !== null)
      channels.set(String(plane.channel), { excitationNm, emissionNm });
  }
  const imaged = new Set(planes.map(({ well }) => well));
  const wells = documents.flatMap((document) => document.wells).filter((well) => !imaged.has(well));
  const intervalS = agreed(images.map((image) => image.intervalS));
  const zStepUm = agreed(images.map((image) => image.zStepUm));
  return {
    channels,
    ...(zStepUm === null ? {} : { zStepUm }),
    ...(intervalS === null ? {} : { intervalS }),
    objective: agreed(documents.map(({ objective }) => objective)),
    startedAtMs: starts.length === 0 ? null : starts.reduce((first, start) => Math.min(first, start)),
    plateFormat: agreed(documents.map(({ plateFormat }) => plateFormat)),
    announced: { wells: [...new Set(wells)] },
  };
}

/** The common value, by what it says; null if they do not agree, or some state none. */
function agreed<Value>(values: readonly (Value | null)[]): Value | null {
  const [first = null, ...others] = new Set(values.map((value) => JSON.stringify(value)));
  return first === null || others.length > 0 ? null : (values[0] ?? null);
}
