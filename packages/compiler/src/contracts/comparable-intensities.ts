import type { ResolvedCall } from "../draft/resolved-step.ts";
import type { LinkedStep } from "../draft/selection.ts";
import type { Finding } from "../findings/findings.ts";
import { chainHistory, type HistoricCall, imageHistory } from "./image-history.ts";

/** A call that measures, the input it measures on, and the history of that image. */
interface Measurement {
  readonly step: LinkedStep;
  readonly call: ResolvedCall;
  readonly input: string;
  readonly history: readonly HistoricCall[];
}

/**
 * Measurements that do not compare between images: of intensities on an image that was filtered or normalised
 * individually, of texture also on one that was blended from tiles.
 */
export function incomparable(steps: readonly LinkedStep[]): readonly Finding[] {
  return steps.flatMap((step) => measurementsOf(step, steps).flatMap(problemsOf));
}

function measurementsOf(step: LinkedStep, steps: readonly LinkedStep[]): readonly Measurement[] {
  if (!step.isActive || !step.isIntact) return [];
  return [...step.step.chains].flatMap(([key, calls]) =>
    calls.flatMap((call, i) => {
      if (call.declaration.measures.length === 0) return [];
      const named = step.callInputs.get(key)?.[i] ?? [];
      const links = step.inputs.filter(({ kind, name }) => kind === "image" && named.includes(name));
      const main = { step, call, input: "image", history: chainHistory(step, calls.slice(0, i), steps) };
      const others = links.map((link) => ({ step, call, input: link.name, history: imageHistory(link, steps) }));
      return call.declaration.inputs.image === undefined ? others : [main, ...others];
    }),
  );
}

function problemsOf(measurement: Measurement): readonly Finding[] {
  const { call, history } = measurement;
  const { measures } = call.declaration;
  const changed = history.find((one) => one.call.declaration.intensity in CHANGES);
  const blended = history.find((one) => one.call.declaration.geometry === "mosaic");
  const found = changed ?? (measures.includes("texture") ? blended : undefined);
  return found === undefined ? [] : [notComparable(measurement, found)];
}

const CHANGES: Readonly<Record<string, string>> = { filters: "filters", perImage: "normalises image by image" };

function notComparable({ step, call, input }: Measurement, { place, call: by }: HistoricCall): Finding {
  const { declaration } = by;
  const expected = "an image with the intensities of the source";
  const got = `one that '${declaration.name}' of step '${place.name}' ${CHANGES[declaration.intensity] ?? "blends from tiles"}`;
  return {
    code: "INTENSITY_NOT_COMPARABLE",
    message: `Cannot compare what step '${step.step.place.name}' measures: expected ${expected}, got ${got}`,
    where: { step: step.step.place, function: call.declaration.name, parameter: `inputs.${input}` },
    expected,
    got,
    hint: `Measure on what goes into step '${place.name}', segment on what comes out of it`,
  };
}
