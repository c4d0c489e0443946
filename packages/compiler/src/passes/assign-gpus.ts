import type { Diagnostic } from "@ohcs/context";
import type { ResolvedStep } from "../draft/resolved-step.ts";
import { Findings } from "../findings/findings.ts";

/** Which GPU each well uses: none, as long as every function runs on the CPU. */
export interface GpuPlan {
  readonly gpu: null;
  readonly findings: readonly Diagnostic[];
}

/** Pass 11: functions on the CPU need no GPU; one that needs it is an error, since none can be assigned. */
export function assignGpus(steps: readonly ResolvedStep[]): GpuPlan {
  const findings = new Findings();
  for (const { place, chains, isComplete } of steps) {
    const calls = isComplete ? [...chains.values()].flat() : [];
    const names = new Set(
      calls.filter(({ declaration }) => declaration.memory === "webgpu").map((call) => call.declaration.name),
    );
    for (const name of names) {
      findings.error({
        code: "GPU_UNAVAILABLE",
        message: `Cannot run '${name}' of step '${place.name}': expected a GPU that can be assigned, got none`,
        where: { step: place, function: name },
        expected: "a GPU that can be assigned",
        got: "none",
        hint: "Use a function that runs on the CPU",
      });
    }
  }
  return { gpu: null, findings: findings.all };
}
