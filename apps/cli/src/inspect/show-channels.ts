import type { PlateManifest } from "@ohcs/context";
import { channelThumbnails, sourceImages, type Thumbnail } from "@ohcs/viewer/disk";
import { sourceStorage } from "ohcs/compose";
import type { Writer } from "../terminal/terminal.ts";
import { type PictureProtocol, pictureSequence } from "../terminal/terminal-picture.ts";

/** Sides in pixels: a block is a pixel wide, a letter of other terminals some ten. */
const SIDES = { blocks: 40, sixel: 240, iterm2: 240, kitty: 240 } as const;

/** Draws one thumbnail of each channel of the middle well, each below its name. */
export async function showChannels(
  manifest: PlateManifest,
  protocol: PictureProtocol,
  out: Writer,
  directory: string,
): Promise<void> {
  const images = sourceImages(manifest, await sourceStorage(manifest, directory));
  try {
    const side = Math.min(SIDES[protocol], protocol === "blocks" ? out.style.columns - 2 : SIDES[protocol]);
    for (const thumbnail of await channelThumbnails(images, { side })) await show(thumbnail, protocol, out);
  } finally {
    await images.close();
  }
}

async function show(
  { channel, name, well, picture }: Thumbnail,
  protocol: PictureProtocol,
  out: Writer,
): Promise<void> {
  const { bold, dim } = out.style.colors;
  const called = name === channel ? "" : ` ${name}`;
  out.write(`${bold(`channel ${channel}${called}`)}  ${dim(picture === null ? `${well} cannot be read` : well)}\n`);
  if (picture !== null) out.writeSequence(await pictureSequence(picture, protocol));
}
