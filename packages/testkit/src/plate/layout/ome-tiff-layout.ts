import {
  channelFacts,
  escapedXml,
  type PlateLayout,
  planeKey,
  planesOf,
  rasterOrder,
  timeAt,
} from "../design/planes-of.ts";
import type { PlateCoordinates, PlateDesign, TileDesign, WellDesign } from "../design/plate-design.ts";
import { stagePosition } from "./stage-position.ts";

type Names = (design: PlateDesign, coordinates: PlateCoordinates) => string;

/**
 * A plate in OME-TIFF: a stack of all channels, z and times for each site, `P_B02_s1.ome.tif`, and `P.companion.ome` that
 * says which page of which file is which plane, where, and how large.
 */
export const omeTiffLayout: PlateLayout = {
  siteOrder: rasterOrder,
  planePath: stackPath,
  planeDescription: ({ name }) =>
    `<?xml version="1.0" encoding="UTF-8"?><OME xmlns="http://www.openmicroscopy.org/Schemas/OME/2016-06"><BinaryOnly MetadataFile="${companionName(name)}" UUID="urn:uuid:companion"/></OME>`,
  software: "OHCS testkit",
  companions: (design) => [[companionName(design.name), new TextEncoder().encode(companionOme(design, stackPath))]],
};

function stackPath({ name }: PlateDesign, { well, site }: PlateCoordinates): string {
  return `${name}_${well}_s${site}.ome.tif`;
}

function companionName(name: string): string {
  return `${name}.companion.ome`;
}

/** One `Image` for each site, one `TiffData` for each plane that is not missing; positions in mm, sizes in µm. */
function companionOme(design: PlateDesign, nameOf: Names): string {
  const sites = design.wells.flatMap((well) => well.tiles.map((tile) => ({ well, tile })));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<OME xmlns="http://www.openmicroscopy.org/Schemas/OME/2016-06" UUID="urn:uuid:companion">',
    `<Plate ID="Plate:0" Name="${escapedXml(design.name)}" Rows="${design.format.rows}" Columns="${design.format.columns}">`,
    ...design.wells.map((well) => wellLine(well, design)),
    "</Plate>",
    '<Instrument ID="Instrument:0"><Objective ID="Objective:0:0" Model="Synth 10x" NominalMagnification="10" LensNA="0.3"/></Instrument>',
    ...sites.flatMap(({ well, tile }, i) => imageLines(design, { well, tile }, { id: i, nameOf })),
    "</OME>",
    "",
  ].join("\n");
}

function wellLine({ well, row, column, tiles }: WellDesign, design: PlateDesign): string {
  const first = design.wells
    .slice(
      0,
      design.wells.findIndex((one) => one.well === well),
    )
    .reduce((sum, one) => sum + one.tiles.length, 0);
  const samples = tiles.map((tile, i) => {
    const { x, y } = stagePosition(design, { well, site: tile.site, channel: 1, zIndex: 1, timepoint: 1 });
    const place = `PositionX="${x / 1000}" PositionXUnit="mm" PositionY="${y / 1000}" PositionYUnit="mm"`;
    return `<WellSample ID="WellSample:0:${first + i}" Index="${first + i}" ${place}><ImageRef ID="Image:${first + i}"/></WellSample>`;
  });
  return `<Well ID="Well:0:${row}:${column}" Row="${row}" Column="${column}">${samples.join("")}</Well>`;
}

function imageLines(
  design: PlateDesign,
  { well, tile }: { readonly well: WellDesign; readonly tile: TileDesign },
  { id, nameOf }: { readonly id: number; readonly nameOf: Names },
): readonly string[] {
  const { channels, zSteps, timepoints, pixelSizeUm, zStepUm } = design;
  const missing = new Set(design.missing.map(planeKey));
  const planes = [...planesOf({ ...design, wells: [{ ...well, tiles: [tile] }] })].filter(
    (plane) => !missing.has(planeKey(plane)),
  );
  const sizes = `SizeX="${design.tile.width}" SizeY="${design.tile.height}" SizeC="${channels.length}" SizeZ="${zSteps}" SizeT="${timepoints}"`;
  const scale = `PhysicalSizeX="${pixelSizeUm}" PhysicalSizeY="${pixelSizeUm}" PhysicalSizeZ="${zStepUm}"`;
  return [
    `<Image ID="Image:${id}" Name="${well.well} site ${tile.site}"><AcquisitionDate>${timeAt(0)}</AcquisitionDate>`,
    `<Pixels ID="Pixels:${id}" DimensionOrder="XYCZT" Type="uint16" BigEndian="false" ${sizes} ${scale}>`,
    ...channels.map((name, i) => {
      const { excitationNm, emissionNm } = channelFacts(i + 1);
      return `<Channel ID="Channel:${id}:${i}" Name="${escapedXml(name)}" SamplesPerPixel="1" ExcitationWavelength="${excitationNm}" EmissionWavelength="${emissionNm}"/>`;
    }),
    ...planes.map((plane, page) => {
      const first = `FirstC="${plane.channel - 1}" FirstZ="${plane.zIndex - 1}" FirstT="${plane.timepoint - 1}"`;
      const file = escapedXml(nameOf(design, plane));
      return `<TiffData ${first} IFD="${page}" PlaneCount="1"><UUID FileName="${file}">urn:uuid:${file}</UUID></TiffData>`;
    }),
    "</Pixels></Image>",
  ];
}
