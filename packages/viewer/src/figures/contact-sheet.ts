import type { PlateImages } from "../images/plate-images.ts";
import { Canvas, textSize, WHITE } from "./canvas.ts";
import { channelThumbnails } from "./channel-thumbnails.ts";
import type { Picture } from "./picture.ts";

const SIDE = 320;
/** Room for a well and the name of a channel. */
const SMALLEST = 180;
const WELLS = 4;
const GAP = 8;
const SCALE = 2;
const LINE = textSize("", SCALE).height + GAP;

/** One picture of all channels, a row for each, of up to four wells spread over the plate, each plane in a contrast of its own. */
export async function contactSheet(images: PlateImages): Promise<Picture> {
  const thumbnails = await channelThumbnails(images, { side: SIDE, wells: WELLS });
  const wells = [...new Set(thumbnails.map(({ well }) => well))];
  const rows = [...new Set(thumbnails.map(({ channel }) => channel))];
  const sides = (side: "width" | "height") =>
    Math.max(SMALLEST, ...thumbnails.map(({ picture }) => picture?.[side] ?? 0));
  const cell = { width: sides("width") + GAP, height: LINE + sides("height") + GAP };
  const canvas = new Canvas(GAP + wells.length * cell.width, rows.length * cell.height);
  for (const { channel, name, well, picture } of thumbnails) {
    const left = GAP + wells.indexOf(well) * cell.width;
    const top = rows.indexOf(channel) * cell.height;
    const text = `${well} ${name === channel ? "" : `${channel} `}${name}${picture === null ? " ?" : ""}`;
    canvas.text(text, left, top + GAP / 2, SCALE, WHITE);
    if (picture !== null) canvas.picture(picture, left, top + LINE);
  }
  return canvas;
}
