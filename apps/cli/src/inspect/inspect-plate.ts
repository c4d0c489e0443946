import type { PlateManifest } from "@ohcs/context";
import { openSource, type SourceValues } from "ohcs/compose";
import type { ConfigFlags } from "../config/config-flags.ts";
import { loadConfig } from "../config/load-config.ts";
import { EXIT } from "../program/exit-code.ts";
import type { Outcome } from "../program/outcome.ts";
import type { Session } from "../program/session.ts";
import { plateView } from "./plate-view.ts";
import { bytesOf, rangesOf } from "./ranges-of.ts";

/** Opens a plate read-only, and prints what was found. @throws errors of `openPlate` */
export async function inspectPlate(
  { handler, ...values }: SourceValues & Pick<ConfigFlags, "handler">,
  { directory }: Session,
): Promise<Outcome> {
  const { stack } = await loadConfig({ handler }, directory);
  const manifest = await openSource(values, stack, directory);
  return { exitCode: EXIT.success, json: inspection(manifest), text: (style) => plateView(manifest, style) };
}

/** The manifest without its list of images, and the ranges of its coordinates in their place. */
function inspection({ images, ...manifest }: PlateManifest) {
  const headers = images.map(({ header }) => header).filter((header) => header !== null);
  const sizes = [...new Set(headers.map(({ width, height, dtype }) => `${width}x${height} ${dtype}`))];
  return { ...manifest, planes: images.length, bytes: bytesOf(images), sizes, ranges: rangesOf(images) };
}
