import { expect, test } from "vitest";
import { twoPlates } from "./plates-with-a-phase-over.ts";

test("with one plate it runs over that one, in the folder that -o names", async () => {
  await using sample = await twoPlates();
  const { ohcs, plates } = sample;
  const { exitCode, out } = await ohcs("run", "tiny", "-p", "p.yaml", "-o", "out", "--json");
  expect(exitCode).toBe(0);
  expect(Object.keys(JSON.parse(out).batch.wells)).toEqual(["tiny"]);
  expect(await plates()).toEqual(["tiny", "tiny"]);
});
