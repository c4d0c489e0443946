import { type ImageSpec, imageAxes, type LabelSpec, type NgffVersion, type PlateSpec, pyramidLevels } from "@ohcs/ngff";

const window = { min: 0, max: 65535, start: 100, end: 2000 };
const downscaling = { type: "mean", metadata: { method: "mean of 2 × 2 pixels" } };

/** A field of two channels and three levels at a stage position, with its nuclei. */
export function sampleImage(position: readonly [y: number, x: number]): ImageSpec {
  const axes = imageAxes("czyx");
  const levels = pyramidLevels({
    axes,
    shape: [2, 3, 65, 48],
    scale: [1, 2, 0.65, 0.65],
    translation: [0, 0, ...position],
    levels: 3,
    smallest: 16,
  });
  const nuclei: LabelSpec = {
    downscaling: { type: "nearest", metadata: {} },
    storage: { dataType: "uint32", chunkShape: [1, 64, 64] },
  };
  return {
    name: "field",
    axes,
    levels,
    downscaling,
    channels: [
      { label: "DAPI", window },
      { label: "GFP", window, color: "00ff00" },
    ],
    storage: { dataType: "uint16", chunkShape: [1, 1, 64, 64] },
    labels: { nuclei },
  };
}

/** Two wells of a 96-well plate, each with two fields of two acquisitions. */
export function samplePlate(version: NgffVersion): PlateSpec {
  const fields = [0, 1].map((acquisition) => ({ acquisition, image: sampleImage([100, 200 * acquisition]) }));
  return {
    version,
    name: "sample",
    layout: 96,
    acquisitions: [
      { id: 0, name: "first" },
      { id: 1, name: "second" },
    ],
    wells: ["A01", "B12"].map((id) => ({ id, fields })),
  };
}
