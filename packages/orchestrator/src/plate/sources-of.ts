import type { PlateManifest } from "@ohcs/context";
import type { SourceFacts } from "@ohcs/records";

/** Size and time of change of every image of a plate, by path. */
export function sourcesOf({ images }: PlateManifest): SourceFacts {
  return Object.fromEntries(images.map(({ path, bytes, mtimeMs }) => [path, [bytes, mtimeMs] as const]));
}
