import type { CompiledPlate, ProcessingContext } from "@ohcs/context";
import { contextOf, plateOf, stored } from "@ohcs/testkit/contexts";
import type { Injection } from "./failure-table.ts";

export const WELLS = ["A01", "A02", "B01", "B02", "C01"];

/** The third of them, so that its worker has run another well before. */
export const BAD_WELL = "B01";

/** Folders of the output plate that the test makes full, or denies. */
export const FULL = "full";
export const DENIED = "denied";

const FOLDERS: Partial<Record<Injection["by"], string>> = { fullDisk: FULL, deniedFolder: DENIED };

/** A plate whose wells copy one image each, and of which one well fails as configured. */
export function failingPlate(injection: Injection): CompiledPlate {
  return plateOf(WELLS.map((well) => (well === BAD_WELL ? failingWell(injection) : copyingWell(well, {}))));
}

function failingWell(injection: Injection): ProcessingContext {
  const directory = FOLDERS[injection.by];
  if (injection.by === "missingModule") return copyingWell(BAD_WELL, { module: "test:absent" });
  if (injection.by !== "function") return copyingWell(BAD_WELL, {}, { directory });
  const { call, wellS = null, stepS = null } = injection;
  return copyingWell(BAD_WELL, { call }, { wellS, stepS });
}

interface WellLimits {
  readonly directory?: string | undefined;
  readonly wellS?: number | null;
  readonly stepS?: number | null;
}

function copyingWell(
  well: string,
  call: { readonly call?: string; readonly module?: string },
  { directory = "images", wellS = null, stepS = null }: WellLimits = {},
): ProcessingContext {
  const key = "s001_w1";
  const coordinates = { site: 1, channel: "1" };
  return contextOf({
    well,
    planes: [{ path: `${well}.tif`, ...coordinates }],
    config: { retries: 0, timeoutS: wellS },
    steps: [
      {
        name: "only",
        timeoutS: stepS,
        chain: [{ call: "copy", ...call }],
        groups: [{ key, coordinates, inputs: { image: [0] }, images: [key] }],
        outputs: { image: { kind: "image", store: stored({ directory }) } },
      },
    ],
  });
}
