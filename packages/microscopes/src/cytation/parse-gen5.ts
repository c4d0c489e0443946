import type { PlaneDescription } from "../manifest/plate-reading.ts";
import { elementAt, numberOf, readXml, textAt } from "../text/read-xml.ts";

/**
 * Facts from the XML that Gen5 stores in ImageDescription: pixel size by the width of the image in µm and pixels, and the
 * channel's name. Null if the text is not such XML.
 */
export function parseGen5(description: string): PlaneDescription | null {
  if (!description.slice(0, 1000).includes("<BTIImageMetaData")) return null;
  const { root } = readXml(description);
  const acquisition = elementAt(root, "ImageAcquisition");
  if (root?.name !== "BTIImageMetaData" || acquisition === undefined) return null;
  const [um, px] = ["ImageWidthMicrons", "PixelWidth"].map((name) => numberOf(textAt(acquisition, name)));
  return {
    pixelSizeUm: um && px && um > 0 && px > 0 ? um / px : null,
    position: null,
    channelName: channelNameOf(elementAt(acquisition, "Channel")?.attributes.Color ?? ""),
  };
}

/** Names of filter cubes state the middle of both bands: `DAPI 377,447`. */
export function filtersIn(name: string): { readonly excitationNm?: number; readonly emissionNm?: number } {
  const [, excitation, emission] = / (\d{3}),(\d{3})$/.exec(name) ?? [];
  return emission === undefined ? {} : { excitationNm: Number(excitation), emissionNm: Number(emission) };
}

/** `Stitched[DAPI 377,447]` is `DAPI 377,447`. */
export function channelNameOf(text: string): string | null {
  return text.replace(/^[\w ]{1,100}\[(.*)\]$/, "$1").trim() || null;
}
