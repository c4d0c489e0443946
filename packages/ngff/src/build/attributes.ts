import type { MetadataKind } from "../model/metadata-kind.ts";
import { checkVersion, type NgffVersion } from "../model/version.ts";
import type { Violation } from "../rules/collect-violations.ts";
import { ngffRules } from "../rules/rules.ts";
import { refuseBroken } from "../validate/refuse-broken.ts";
import { validateMetadata } from "../validate/validate-metadata.ts";

/** The attributes of a group as they are stored: in `.zattrs` (0.4), or as `attributes` of `zarr.json` (0.5). */
export type GroupAttributes = Readonly<Record<string, unknown>>;

/**
 * Wraps the content of a group's metadata as its version requires.
 * @throws `NGFF_VERSION_UNKNOWN`; `NGFF_METADATA_INVALID` where the result would not pass strict validation
 */
export function wrapAttributes(
  content: GroupAttributes,
  version: NgffVersion,
  ...kinds: readonly MetadataKind[]
): GroupAttributes {
  checkVersion(version);
  const attributes = version === "0.4" ? content : { ome: { version, ...content } };
  for (const kind of kinds) {
    const { violations } = validateMetadata(attributes, { version, kind, strict: true });
    refuseBroken(`metadata of kind '${kind}'`, violations.map(asMust));
  }
  return attributes;
}

/** Also refuses what the suite of 0.4 accepts but its text does not. */
function asMust(violation: Violation): Violation {
  const accepted = "accepted" in ngffRules[violation.rule];
  return accepted ? { ...violation, severity: "must" } : violation;
}
