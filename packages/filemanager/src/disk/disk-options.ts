import { fail } from "../errors.ts";
import { isRoot } from "../objects/object-url.ts";
import type { TiffOptions } from "./codecs/tiff/encode-tiff.ts";

/** How `diskBackend` is opened. */
export interface DiskOptions {
  /** Absolute folder; made at the first save where it does not exist. */
  readonly root: string;
  /** Refuse everything that would write. @default false */
  readonly readOnly?: boolean;
  /** How TIFFs are written. @default { compression: "auto", predictor: false } */
  readonly tiff?: Partial<TiffOptions>;
}

const COMPRESSIONS = ["auto", "none", "lzw", "deflate"] as const;

/** @throws `BACKEND_OPTION_INVALID` */
export function checkDiskOptions(options: DiskOptions): Required<DiskOptions> & { readonly tiff: TiffOptions } {
  const { root, readOnly = false, tiff = {}, ...unknown } = options;
  const { compression = "auto", predictor = false } = tiff;
  if (typeof root !== "string" || !isRoot(root, readOnly)) throw invalid("root", "an absolute folder", root);
  if (typeof readOnly !== "boolean") throw invalid("readOnly", "true or false", readOnly);
  if (!COMPRESSIONS.includes(compression)) throw invalid("tiff.compression", COMPRESSIONS.join(", "), compression);
  if (typeof predictor !== "boolean") throw invalid("tiff.predictor", "true or false", predictor);
  const [stranger] = Object.keys(unknown);
  if (stranger !== undefined) throw invalid(stranger, "root, readOnly or tiff", stranger);
  return { root, readOnly, tiff: { compression, predictor } };
}

function invalid(option: string, expected: string, got: unknown): Error {
  return fail(
    "BACKEND_OPTION_INVALID",
    `Cannot open disk backend: expected '${option}' to be ${expected}, got '${got}'`,
    {
      details: { option },
    },
  );
}
