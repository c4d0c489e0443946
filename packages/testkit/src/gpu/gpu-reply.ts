import type { GpuCounts, GpuSession } from "@ohcs/context";

/** The result of a job on a GPU session, or its error; it can be sent to another process. */
export interface GpuReply<Value = unknown> {
  readonly value?: Value;
  readonly error?: { readonly code: string; readonly message: string };
  /** What this job added to the session's counters. */
  readonly counts: GpuCounts;
}

/** Runs a job on the session, exclusively. Never rejects. */
export async function gpuReply<Value>(
  session: Pick<GpuSession, "counts">,
  job: () => Value | Promise<Value>,
): Promise<GpuReply<Value>> {
  const before = session.counts();
  try {
    return { value: await job(), counts: added(before, session.counts()) };
  } catch (cause) {
    const { code, message } = cause as { readonly code: string; readonly message: string };
    return { error: { code, message }, counts: added(before, session.counts()) };
  }
}

function added(before: GpuCounts, after: GpuCounts): GpuCounts {
  const names = Object.keys(after) as (keyof GpuCounts)[];
  return Object.fromEntries(names.map((name) => [name, after[name] - before[name]])) as unknown as GpuCounts;
}
