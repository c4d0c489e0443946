import type { LinkedStep } from "../draft/linked-step.ts";
import type { Finding } from "../findings/findings.ts";
import { chainHistory } from "./image-history.ts";

/** Lengths in µm, which have become px of the plate's images, given for images that were resampled. */
export function misscaledLengths(steps: readonly LinkedStep[]): readonly Finding[] {
  return steps.flatMap((step) =>
    [...step.step.chains.values()].flatMap((calls) =>
      calls.flatMap(({ declaration, inUm }, i) => {
        const history = inUm.length === 0 ? [] : chainHistory(step, calls.slice(0, i), steps);
        const by = history.find(({ call }) => call.declaration.geometry === "resampled");
        if (by === undefined) return [];
        const expected = "px of the image as it is then";
        const got = `µm, after '${by.call.declaration.name}' of step '${by.place.name}' changed the size of pixels`;
        return inUm.map((parameter) => ({
          code: "LENGTH_MISSCALED" as const,
          message: `Cannot take '${parameter}' of '${declaration.name}': expected ${expected}, got ${got}`,
          where: { step: step.step.place, function: declaration.name, parameter },
          expected,
          got,
        }));
      }),
    ),
  );
}
