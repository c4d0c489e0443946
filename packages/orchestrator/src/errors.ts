import { errorFactory } from "@ohcs/context";

/** Every code that `@ohcs/orchestrator` throws, with its cause and remedy. */
export const orchestratorErrors = {
  TRANSITION_ILLEGAL: {
    cause: "A plate was asked for something that its state does not allow.",
    remedy: "Call initialize(), compilePipelines() and executeCompiledPlate() in this order, one at a time.",
  },
  SOURCE_CHANGED: {
    cause: "Images of the source plate are gone, or changed since the run that is to be resumed was compiled.",
    remedy: "Compile again and run with resume: exactly the wells concerned are computed again.",
  },
} as const;

/** The codes of {@link orchestratorErrors}. */
export type OrchestratorErrorCode = keyof typeof orchestratorErrors;

export const fail = errorFactory(orchestratorErrors);
