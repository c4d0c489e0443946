import type { SourceImage } from "@ohcs/context";
import type { Findings } from "../findings/findings.ts";

/** Reports images that claim the same plane of the same well, one problem per well. */
export function checkDuplicates(images: readonly SourceImage[], findings: Findings): void {
  const owners = new Map<string, SourceImage>();
  const twins = new Map<string, SourceImage[]>();
  for (const image of images) {
    const plane = [image.well, image.site, image.zIndex, image.timepoint, image.channel].join(" ");
    const owner = owners.get(plane);
    if (owner === undefined) owners.set(plane, image);
    else twins.set(image.well, [...(twins.get(image.well) ?? [owner]), image]);
  }
  for (const [well, own] of twins) reportTwins(well, own, findings);
}

function reportTwins(well: string, images: readonly SourceImage[], findings: Findings): void {
  const [first, second] = images;
  const planes = `'${first?.path}' and '${second?.path}'`;
  findings.error({
    code: "IMAGE_DUPLICATE",
    message: `Cannot place images of well ${well}: ${planes} claim the same plane`,
    where: { well, ...(second === undefined ? {} : { file: second.path }) },
    expected: "one image for each plane",
    got: planes,
    examples: images.map(({ path }) => path),
    count: images.length - 1,
  });
}
