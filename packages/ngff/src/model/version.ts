import { fail } from "../errors.ts";

/** A version of the OME-NGFF specification: `0.4` lies in zarr v2, `0.5` and `0.6` in zarr v3. */
export type NgffVersion = "0.4" | "0.5" | "0.6";

/** The versions that can be built and validated, oldest first. */
export const NGFF_VERSIONS: readonly NgffVersion[] = ["0.4", "0.5", "0.6"];

/** The zarr format that a version of the specification lies in. */
export function zarrFormatOf(version: NgffVersion): 2 | 3 {
  return version === "0.4" ? 2 : 3;
}

/** @throws `NGFF_VERSION_UNKNOWN` for any text but those of {@link NGFF_VERSIONS} */
export function checkVersion(version: string): asserts version is NgffVersion {
  if (!NGFF_VERSIONS.some((known) => known === version))
    throw fail(
      "NGFF_VERSION_UNKNOWN",
      `Cannot use OME-NGFF '${version}': expected one of '${NGFF_VERSIONS.join("', '")}'`,
    );
}
