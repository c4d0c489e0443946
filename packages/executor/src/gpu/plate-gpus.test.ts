import { contextOf, plateOf } from "@ohcs/testkit/contexts";
import { expect, test, vi } from "vitest";
import { plateGpus } from "../dispatch/begin-run.ts";

const wellOf = (well: string, peakBytes: number) =>
  contextOf({ well, steps: [], gpu: { adapter: "board", name: "Board", peakBytes } });
const onCpu = contextOf({ well: "B01", steps: [] });

test("workers are requested if wells need any, for the largest of these", async () => {
  const ask = vi.fn(async () => null);
  await plateGpus(plateOf([onCpu]), ask);
  expect(ask).not.toHaveBeenCalled();
  const { use } = await plateGpus(plateOf([wellOf("A01", 5e6), onCpu, wellOf("A02", 9e6)]), ask);
  expect(ask.mock.calls).toEqual([[9e6]]);
  expect(use()).toEqual({ gpus: [] });
});
