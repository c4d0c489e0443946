import { basename } from "node:path";
import { traceConfig } from "@ohcs/compiler";
import type { PlateManifest } from "@ohcs/context";
import { openSource, type SourceValues } from "ohcs/compose";
import type { ConfigFlags } from "../commands/command-options.ts";
import { loadConfig } from "../config/load-config.ts";
import { EXIT, type Outcome, type Session } from "../program/session.ts";
import { pictureProtocol } from "../terminal/terminal-picture.ts";
import { plateView } from "./plate-view.ts";
import { bytesOf, rangesOf } from "./ranges-of.ts";

interface InspectValues extends SourceValues, Pick<ConfigFlags, "handler"> {
  /** File for a picture of all channels. */
  readonly thumbnails: string | undefined;
}

/**
 * Opens a plate read-only, and prints what was found: where the terminal can show pictures, with one of each channel.
 * @throws errors of `openPlate`, `PICTURES_UNWRITABLE`
 */
export async function inspectPlate(
  { handler, thumbnails, ...values }: InspectValues,
  { directory, json, terminal }: Session,
): Promise<Outcome> {
  const { stack } = await loadConfig({ handler }, directory);
  const manifest = await openSource(values, stack, directory);
  const protocol = json ? null : await pictureProtocol(terminal.out);
  if (protocol !== null)
    await (await import("./show-channels.ts")).showChannels(manifest, protocol, terminal.out, directory);
  const file = await sheetOf(manifest, thumbnails, directory);
  const written = file === null ? "" : `thumbnails  ${file}\n`;
  const { pixelSizeUm } = traceConfig(stack, basename(manifest.root)).config;
  return {
    exitCode: EXIT.success,
    json: {
      ...inspection(manifest),
      configuredPixelSizeUm: pixelSizeUm,
      ...(file === null ? {} : { thumbnails: file }),
    },
    text: (style) => `${plateView(manifest, pixelSizeUm, style)}${written}`,
  };
}

async function sheetOf(manifest: PlateManifest, named: string | undefined, directory: string): Promise<string | null> {
  return named === undefined ? null : (await import("./write-sheet.ts")).writeSheet(manifest, named, directory);
}

/** The manifest without its list of images, and the ranges of its coordinates in their place. */
function inspection({ images, ...manifest }: PlateManifest) {
  const headers = images.map(({ header }) => header).filter((header) => header !== null);
  const sizes = [...new Set(headers.map(({ width, height, dtype }) => `${width}x${height} ${dtype}`))];
  return { ...manifest, planes: images.length, bytes: bytesOf(images), sizes, ranges: rangesOf(images) };
}
