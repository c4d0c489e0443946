import type { ProcessingContext } from "@ohcs/context";
import { type CallFixture, contextOf, fromStep, stored } from "@ohcs/testkit/contexts";

/** A well whose image is copied in a first step, kept in memory, and given to `call` in a second, which stores it. */
export function twoSteps(well: string, call: CallFixture): ProcessingContext {
  const coordinates = { site: 1, channel: "1" };
  const group = { key: "s001_w1", coordinates, inputs: { image: [0] }, images: ["s001_w1"] };
  return contextOf({
    well,
    planes: [{ path: `${well}_z1.tif`, ...coordinates }],
    steps: [
      {
        name: "keep",
        chain: ["copy"],
        groups: [group],
        outputs: { image: { kind: "image", memoryDir: "step0_keep" } },
      },
      {
        name: "use",
        chain: [call],
        inputs: { image: fromStep(0) },
        groups: [group],
        outputs: { image: { kind: "image", store: stored() } },
      },
    ],
  });
}
