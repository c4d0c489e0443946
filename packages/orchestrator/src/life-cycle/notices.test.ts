import { inlineRunner } from "@ohcs/executor/inline";
import { presets } from "@ohcs/functions/presets";
import { afterEach, beforeEach, expect, test } from "vitest";
import { makeSamplePlate, type SamplePlate } from "../../test/folders.ts";

let plate: SamplePlate;
beforeEach(async () => {
  plate = await makeSamplePlate({ wells: ["A01", "A02"], z: 1, tile: 128, radius: [6, 8], cells: 5, channels: 2 });
});
afterEach(() => plate.remove());

const runner = inlineRunner({ importModule: (url) => import(url) });

async function noticesOf(nuclei: string, resume = false) {
  const orchestrator = plate.orchestrator({ config: { commandLine: [{ layer: { channelRoles: { nuclei } } }] } });
  await orchestrator.initialize();
  await orchestrator.compilePipelines(presets["count-nuclei"] ?? { name: "none", steps: [] });
  const { status, phases } = await orchestrator.executeCompiledPlate({ runner, resume }).result;
  expect(status).toBe("complete");
  return phases.flatMap(({ result }) => result?.notices ?? []);
}

test("a preset that looks for nuclei in the channel of the cells says so in the result of the run, also when resumed (landmine 44)", async () => {
  expect(await noticesOf("1")).toEqual([]);
  const [notice, ...others] = await noticesOf("2");
  expect(others).toEqual([]);
  expect(notice).toMatchObject({
    severity: "warning",
    code: "CHANNEL_MISMATCH",
    where: { step: { name: "compare-channels" }, function: "compareChannels" },
    count: 1,
  });
  expect(notice?.message).toMatch(/channel '2' \(0\.\d\d of 1\), but channel '1' \(\d\.\d\d of 1\) looks more/);
  expect(await noticesOf("2", true)).toEqual([notice]);
});
