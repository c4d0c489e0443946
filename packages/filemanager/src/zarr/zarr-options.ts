import { NGFF_VERSIONS } from "@ohcs/ngff";
import { fail } from "../errors.ts";
import { isRoot } from "../objects/object-url.ts";
import type { NgffVersion } from "./array/array-layout.ts";
import { type ChunkCodec, HIGHEST_LEVELS } from "./codecs/chunk-codec.ts";

/** How `zarrBackend` is opened. */
export interface ZarrOptions {
  /** Absolute folder; made at the first save where it does not exist. */
  readonly root: string;
  /** Refuse everything that would write. @default false */
  readonly readOnly?: boolean;
  /** How images outside a plate are stored; those of a plate are as its documents declare. @default "0.5" */
  readonly ngffVersion?: NgffVersion;
  /** @default { name: "zstd", level: 3 } */
  readonly codec?: Partial<ChunkCodec>;
}

/** Options with all defaults filled in. */
export interface CheckedZarrOptions {
  readonly root: string;
  readonly readOnly: boolean;
  readonly version: NgffVersion;
  readonly codec: ChunkCodec;
}

const DEFAULT_LEVELS: Readonly<Record<ChunkCodec["name"], number>> = { zstd: 3, gzip: 6, none: 0 };

/** @throws `BACKEND_OPTION_INVALID` */
export function checkZarrOptions(options: ZarrOptions): CheckedZarrOptions {
  const { root, readOnly = false, ngffVersion = "0.5", codec = {}, ...unknown } = options;
  if (typeof root !== "string" || !isRoot(root, readOnly)) throw invalid("root", "an absolute folder", root);
  if (typeof readOnly !== "boolean") throw invalid("readOnly", "true or false", readOnly);
  checkVersion(ngffVersion, invalid);
  const [stranger] = Object.keys(unknown);
  if (stranger !== undefined) throw invalid(stranger, "root, readOnly, ngffVersion or codec", stranger);
  return { root, readOnly, version: ngffVersion, codec: checkCodec(codec) };
}

/** @throws `BACKEND_OPTION_INVALID` */
export function checkCodec({ name = "zstd", level }: Partial<ChunkCodec>): ChunkCodec {
  const highest = HIGHEST_LEVELS[name];
  if (highest === undefined) throw invalid("codec.name", Object.keys(HIGHEST_LEVELS).join(", "), name);
  const checked = level ?? DEFAULT_LEVELS[name];
  const lowest = Math.min(1, highest);
  if (Number.isInteger(checked) && checked >= lowest && checked <= highest) return { name, level: checked };
  throw invalid("codec.level", `a whole number from ${lowest} to ${highest}`, checked);
}

/** Throws what `invalid` makes of a version that is not known. */
export function checkVersion(
  version: NgffVersion,
  invalid: (option: string, expected: string, got: unknown) => Error,
): void {
  if (!NGFF_VERSIONS.includes(version)) throw invalid("ngffVersion", NGFF_VERSIONS.join(", "), version);
}

function invalid(option: string, expected: string, got: unknown): Error {
  const message = `Cannot open zarr backend: expected '${option}' to be ${expected}, got '${got}'`;
  return fail("BACKEND_OPTION_INVALID", message, { details: { option } });
}
