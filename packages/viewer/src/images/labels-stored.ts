import type { StoredStep } from "@ohcs/context";
import type { StoredPlane } from "./plate-images.ts";

/** Labels lie over every channel. */
export function labelsStored(steps: readonly StoredStep[]): readonly StoredPlane[] {
  return steps.flatMap(({ planes }) =>
    planes.flatMap((plane) => {
      const [kind, label = ""] = plane.output.split(":");
      const { channel: _channel, ...key } = plane.key;
      return kind === "labels" ? [{ ...plane, key, label, page: 0, sample: null }] : [];
    }),
  );
}
