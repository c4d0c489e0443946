import type { GpuPlane, GpuSession } from "@ohcs/context";

/** The planes that are made in the course of some calls. */
export interface TrackedPlanes {
  /** Makes them. */
  readonly session: GpuSession;
  /** Gives those back that are still there: what functions forgot would stay as long as the worker lives. */
  releaseAll(): void;
}

export function trackedPlanes(session: GpuSession): TrackedPlanes {
  const live = new Set<GpuPlane>();
  const made = (plane: GpuPlane): GpuPlane => {
    live.add(plane);
    return plane;
  };
  const release = (...planes: readonly GpuPlane[]): void => {
    for (const plane of planes) {
      session.release(plane);
      live.delete(plane);
    }
  };
  return {
    session: Object.freeze({
      ...session,
      upload: (plane) => made(session.upload(plane)),
      allocate: (height, width, dtype) => made(session.allocate(height, width, dtype)),
      release,
    } satisfies GpuSession),
    releaseAll: () => release(...live),
  };
}
