import type { MetadataKind } from "../model/metadata-kind.ts";
import type { Axis, Transformation } from "../model/multiscale.ts";
import { checkVersion, type NgffVersion } from "../model/version.ts";
import type { Violation } from "../rules/collect-violations.ts";
import { ngffRules } from "../rules/rules.ts";
import { refuseBroken } from "../validate/refuse-broken.ts";
import { validateMetadata } from "../validate/validate-metadata.ts";
import type { PyramidLevel } from "./pyramid-levels.ts";

/** The attributes of a group as they are stored: in `.zattrs` (0.4), or as `attributes` of `zarr.json` (0.5). */
export type GroupAttributes = Readonly<Record<string, unknown>>;

/** How the lower levels of a pyramid were made of the one before. */
export interface Downscaling {
  /** In one word: `mean`, `nearest`, `mode`, … */
  readonly type: string;
  /** Further details: method, version, arguments. */
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** The common part of images and label images. */
export interface MultiscaleOptions {
  readonly version: NgffVersion;
  readonly name: string;
  readonly axes: readonly Axis[];
  /** From the largest to the smallest; {@link pyramidLevels} makes them. */
  readonly levels: readonly Omit<PyramidLevel, "shape">[];
  readonly downscaling: Downscaling;
}

/** The coordinate system that levels lead to from 0.6 on. */
const INTRINSIC = "intrinsic";

/** The multiscale of an image or label image, in the form of its version. */
export function multiscaleOf(options: MultiscaleOptions): GroupAttributes {
  const { version, name, levels, downscaling } = options;
  const axes = options.axes.map((axis) => ({ ...axis }));
  return {
    ...(version === "0.4" && { version }),
    name,
    ...(version === "0.6" ? { coordinateSystems: [{ name: INTRINSIC, axes }] } : { axes }),
    datasets: levels.map((level) => ({
      path: level.path,
      coordinateTransformations: version === "0.6" ? [transformationOf(level)] : transformationsOf(level),
    })),
    type: downscaling.type,
    metadata: { ...downscaling.metadata },
  };
}

type Level = MultiscaleOptions["levels"][number];

function transformationsOf({ scale, translation }: Level): Transformation[] {
  return [
    { type: "scale", scale: [...scale] },
    ...(translation ? [{ type: "translation" as const, translation: [...translation] }] : []),
  ];
}

/** From the array of a level to the coordinate system of the image. */
function transformationOf(level: Level): GroupAttributes {
  const ends = { input: { path: level.path }, output: { name: INTRINSIC } };
  const [scale, ...rest] = transformationsOf(level);
  return rest.length === 0 ? { ...scale, ...ends } : { type: "sequence", ...ends, transformations: [scale, ...rest] };
}

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
