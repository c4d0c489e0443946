import type { GpuSession } from "@ohcs/context";
import { answerWithin, type Patience } from "./answer-within.ts";

/**
 * A session whose downloads do not wait for ever: neither WebGPU nor software drivers end a kernel that never ends, and the
 * event loop lives on meanwhile.
 */
export function patientSession(session: GpuSession, patience: Patience): GpuSession {
  return Object.freeze({
    ...session,
    download: (plane) => answerWithin(patience, "download", session.download(plane)),
  } satisfies GpuSession);
}
