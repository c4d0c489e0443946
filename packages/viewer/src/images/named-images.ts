import type { ManifestChannel, StoredStep } from "@ohcs/context";
import type { PlateImages, StoredPlane } from "./plate-images.ts";

const WHOLE = { start: 0, end: 255 };
/** The channels of a picture in colours, as it was drawn. */
const COLORS: readonly ManifestChannel[] = [
  { id: "red", name: "red", color: "FF0000", window: WHOLE },
  { id: "green", name: "green", color: "00FF00", window: WHOLE },
  { id: "blue", name: "blue", color: "0000FF", window: WHOLE },
];

/** What steps emit by name, `image:heights` and `rgb:overlay`, well by well, with all labels. */
export function namedImages(
  wells: readonly (readonly [well: string, steps: readonly StoredStep[]])[],
  channels: readonly ManifestChannel[],
): PlateImages["named"] {
  const named = new Map<string, { channels: readonly ManifestChannel[]; wells: Map<string, StoredPlane[]> }>();
  for (const [well, steps] of wells)
    for (const plane of steps.flatMap(({ planes }) => planes)) {
      const [kind, name] = plane.output.split(":");
      if (name === undefined || kind === "labels") continue;
      const isRgb = kind === "rgb";
      const image = named.get(name) ?? { channels: isRgb ? COLORS : channels, wells: new Map() };
      named.set(name, image);
      const planes =
        image.wells.get(well) ?? wells.filter(([other]) => other === well).flatMap(([, own]) => labelsStored(own));
      image.wells.set(well, planes);
      const { sample = null } = plane;
      // In plates red, green and blue are channels, in files samples.
      const channel = isRgb ? COLORS[sample ?? Number(plane.key.channel) - 1]?.id : plane.key.channel;
      const key = { ...plane.key, ...(channel === undefined ? {} : { channel }) };
      planes.push({ ...plane, key, label: null, page: 0, sample });
    }
  return named;
}

/** Labels lie over every channel. */
export function labelsStored(steps: readonly StoredStep[]): readonly StoredPlane[] {
  return steps.flatMap(({ planes }) =>
    planes.flatMap((plane) => {
      const [kind, label = ""] = plane.output.split(":");
      const { channel: _channel, ...key } = plane.key;
      return kind === "labels" ? [{ ...plane, key, label, page: 0, sample: null }] : [];
    }),
  );
}
