import type { ImageHeader, SourceImage } from "@ohcs/context";
import type { TileFacts } from "../draft/selection.ts";
import type { Findings } from "../findings/findings.ts";

/** The most frequent size and dtype of sampled headers; reports those that differ. Null if no header was read. */
export function checkHeaders(images: readonly SourceImage[], findings: Findings): TileFacts | null {
  const kinds = new Map<string, { header: ImageHeader; paths: string[] }>();
  for (const { header, path } of images) {
    if (header === null) continue;
    const kind = kinds.get(headerText(header)) ?? { header, paths: [] };
    kinds.set(headerText(header), kind);
    kind.paths.push(path);
  }
  const [most, ...others] = [...kinds.values()].toSorted((a, b) => b.paths.length - a.paths.length);
  if (most === undefined) {
    if (images.length > 0) reportUnknown(findings);
    return null;
  }
  for (const { header, paths } of others) reportMismatch(header, most.header, paths, findings);
  const { width, height, dtype } = most.header;
  return { width, height, dtype };
}

function headerText({ width, height, dtype }: ImageHeader): string {
  return `${width} × ${height} ${dtype}`;
}

function reportMismatch(header: ImageHeader, most: ImageHeader, paths: readonly string[], findings: Findings): void {
  const [file = ""] = paths;
  findings.error({
    code: "HEADER_MISMATCH",
    message: `Cannot use images of different kinds: expected ${headerText(most)}, got ${headerText(header)} in '${file}'`,
    where: { file },
    expected: headerText(most),
    got: headerText(header),
    hint: "Exclude the wells of these images with a filter such as '!B02', or repair the files",
    examples: paths,
    count: paths.length,
  });
}

function reportUnknown(findings: Findings): void {
  findings.warning({
    code: "HEADER_UNKNOWN",
    message: "Cannot estimate the run: no image header was sampled",
    expected: "a sampled image header",
    got: "none",
    hint: "Open the plate with the header policy 'sample'",
  });
}
