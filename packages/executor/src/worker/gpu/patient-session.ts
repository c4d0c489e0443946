import type { GpuSession } from "@ohcs/context";
import { fail } from "../../errors.ts";

/**
 * A session whose downloads do not wait for ever: neither WebGPU nor software drivers end a kernel that never ends, and the
 * event loop lives on meanwhile.
 */
export function patientSession(session: GpuSession, patienceMs: number, onHung: () => void): GpuSession {
  return Object.freeze({
    ...session,
    download: async (plane) => {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const late = new Promise<never>((_, reject) => {
        timer = setTimeout(() => {
          onHung();
          reject(fail("GPU_HUNG", `Cannot download: expected the GPU's answer within ${patienceMs} ms, got none`));
        }, patienceMs);
      });
      const downloaded = session.download(plane);
      // Nobody listens any more once it is late.
      downloaded.catch(() => undefined);
      return Promise.race([downloaded, late]).finally(() => clearTimeout(timer));
    },
  } satisfies GpuSession);
}
