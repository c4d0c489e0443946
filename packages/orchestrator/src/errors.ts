import { errorFactory } from "@ohcs/context";

/** Every code that `@ohcs/orchestrator` throws, with its cause and remedy. */
export const orchestratorErrors = {
  TRANSITION_ILLEGAL: {
    cause: "A plate was asked for something that its state does not allow.",
    remedy: "Call initialize(), compilePipelines() and executeCompiledPlate() in this order, one at a time.",
  },
} as const;

/** The codes of {@link orchestratorErrors}. */
export type OrchestratorErrorCode = keyof typeof orchestratorErrors;

export const fail = errorFactory(orchestratorErrors);
