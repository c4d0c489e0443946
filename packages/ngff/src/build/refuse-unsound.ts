import { channelMismatch } from "../hierarchy/channel-count.ts";
import { checkLevels, type Level } from "../hierarchy/check-levels.ts";
import type { Axis } from "../model/multiscale.ts";
import type { NgffVersion } from "../model/version.ts";
import { collectViolations, joinPath } from "../rules/collect-violations.ts";
import { refuseBroken } from "../validate/refuse-broken.ts";
import type { DataType } from "./array-document.ts";
import type { PyramidLevel } from "./pyramid-levels.ts";

/** The parts of an image that have to fit together. */
interface ImageParts {
  readonly axes: readonly Axis[];
  readonly levels: readonly PyramidLevel[];
  readonly storage: { readonly dataType: DataType };
  readonly channels?: readonly unknown[];
  readonly labels?: Readonly<Record<string, { readonly levels?: readonly unknown[] }>>;
}

/** Refuses an image whose axes, levels, channels and labels would not pass the checks between documents. @throws `NGFF_METADATA_INVALID` */
export function refuseUnsound(path: string, image: ImageParts, version: NgffVersion): void {
  const { axes, levels, channels, labels = {} } = image;
  const { at, violations } = collectViolations({ version, strict: true, scope: "hierarchy" });
  checkLevels(
    axes,
    levels.map((level) => levelOf(path, level, image, version)),
    at,
  );
  const count = channels && levels[0] && channelMismatch(axes, levels[0].shape, channels.length);
  if (count) at(path)("omero/channel-count", "/channels", count);
  for (const [name, label] of Object.entries(labels)) {
    const own = label.levels?.length ?? levels.length;
    if (own !== levels.length)
      at(path)("label/levels", `/labels/${name}`, `expected ${levels.length} levels as the image has, got ${own}`);
  }
  refuseBroken(`the image '${path}'`, violations);
}

function levelOf(path: string, level: PyramidLevel, { axes, storage }: ImageParts, version: NgffVersion): Level {
  return {
    dataset: { coordinateTransformations: [{ type: "scale", scale: [...level.scale] }] },
    array: {
      document: joinPath(path, level.path),
      version,
      shape: level.shape,
      dataType: storage.dataType,
      dimensionNames: axes.map(({ name }) => name),
    },
  };
}
