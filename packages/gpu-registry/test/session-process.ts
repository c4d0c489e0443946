import type { HostPlane } from "@ohcs/context";
import type { GpuReply } from "@ohcs/testkit";
import { type SoftwareDriver, startDriverProcess } from "@ohcs/testkit/gpu-drivers";

/** Code that reads all planes, `source0`, `source1` …, and writes `result`. */
interface SessionKernel {
  readonly name: string;
  readonly code: string;
  /** It receives one plane to read and to write, a released one, or more rows than there are. */
  readonly misuse?: "alias" | "released" | "rows";
}

/** The planes to upload, and the kernels to run before the download. */
interface SessionJob {
  readonly planes: readonly HostPlane[];
  readonly kernels: readonly SessionKernel[];
  /** The planes are in shared memory. */
  readonly shared?: boolean;
}

const entry = new URL("fixtures/session-process.mjs", import.meta.url);

/** A process that holds a session on a device of this driver; its greeting names the adapter. */
export const startSessionProcess = (driver: SoftwareDriver) =>
  startDriverProcess<{ readonly adapter: string }, SessionJob | { readonly destroy: true }, GpuReply<HostPlane>>(
    entry,
    driver,
  );

export type SessionProcess = Awaited<ReturnType<typeof startSessionProcess>>;
