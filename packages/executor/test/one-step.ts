import type { Json, ProcessingContext } from "@ohcs/context";
import { type CallFixture, contextOf, stored } from "@ohcs/testkit/contexts";

/** A well `A01` of one plane `a.tif` and one step that runs `chain` on it and stores the image as `dtype`. */
export function oneStep(
  chain: readonly CallFixture[],
  outputs?: Readonly<Record<string, Json>>,
  dtype: string | null = "uint16",
): ProcessingContext {
  return contextOf({
    well: "A01",
    planes: [{ path: "a.tif", site: 1, channel: "1" }],
    steps: [
      {
        name: "only",
        chain,
        groups: [
          {
            key: "s001_w1",
            coordinates: { site: 1, channel: "1" },
            inputs: { image: [0] },
            images: outputs === undefined ? ["s001_w1"] : [],
          },
        ],
        outputs: outputs ?? { image: { kind: "image", store: stored({ dtype }) } },
      },
    ],
  });
}
