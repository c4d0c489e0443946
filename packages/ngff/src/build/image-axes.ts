import { fail } from "../errors.ts";
import type { Axis } from "../model/multiscale.ts";

const SPACE = { type: "space", unit: "micrometer" } as const;
const AXES: Readonly<Record<string, Axis>> = {
  t: { name: "t", type: "time", unit: "second" },
  c: { name: "c", type: "channel" },
  z: { name: "z", ...SPACE },
  y: { name: "y", ...SPACE },
  x: { name: "x", ...SPACE },
};

/**
 * The axes that a text of `t`, `c`, `z`, `y`, `x` names, in this order: `cyx` → channel, y, x. Space is in
 * micrometers and time in seconds; for other units change what is returned.
 * @throws `NGFF_AXES_INVALID`
 */
export function imageAxes(names: string): Axis[] {
  if (!/^t?c?z?yx$/.test(names))
    throw fail(
      "NGFF_AXES_INVALID",
      `Cannot make axes: expected some of 'tczyx' in this order with 'yx', got '${names}'`,
    );
  return [...names].map((name) => ({ ...(AXES[name] as Axis) }));
}
