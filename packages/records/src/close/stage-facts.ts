import type { Json, ProcessingContext } from "@ohcs/context";

type JsonObject = { readonly [key: string]: Json };

/** What OpenHCS has no field for, and a plate of TIFFs would lose: it stands below `ohcs` in each folder of images. */
export interface StageFacts {
  /** Rows and columns of wells, µm from one z to the next, seconds from one timepoint to the next; only what is known. */
  readonly plate: JsonObject;
  /** Well → site → `[x, y]`, µm, x right, y down, by the first image of the site that states one. */
  readonly positions: Readonly<Record<string, Readonly<Record<string, Json>>>>;
}

/** What the source states of stage, stacks and plate. A well may have several contexts. */
export function stageFactsOf(contexts: readonly ProcessingContext[]): StageFacts {
  const positions: Record<string, Record<string, Json>> = {};
  for (const { axisId, images, layout } of contexts)
    for (const [i, { xUm, yUm }] of images.entries()) {
      const site = layout.get(i)?.get("site");
      if (site === undefined || xUm === null || yUm === null) continue;
      positions[axisId] ??= {};
      positions[axisId][site] ??= [xUm, yUm];
    }
  return { plate: plateFacts(contexts), positions };
}

function plateFacts([context]: readonly ProcessingContext[]): JsonObject {
  if (context === undefined) return {};
  const { format, calibration } = context.plate;
  const facts = {
    plate_format: format && [format.rows, format.columns],
    z_step_um: calibration.zStepUm,
    interval_s: calibration.intervalS,
  };
  return Object.fromEntries(Object.entries(facts).filter(([, fact]) => fact !== null));
}
