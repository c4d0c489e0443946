import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runHere } from "./run-here.ts";
import { runOhcs } from "./run-ohcs.ts";
import { samplePlate } from "./sample-plate.ts";

test("ohcs inspect --thumbnails writes a picture of all channels beside the plate, equal each time, and none into it", async () => {
  await using sample = await samplePlate({ wells: ["A01", "B02"], channels: 2 });
  const { exitCode, out } = await runHere(sample.folder, ["inspect", "tiny", "--thumbnails", "sheet.png"]);
  const path = join(sample.folder, "sheet.png");
  expect([exitCode, out]).toEqual([0, expect.stringContaining(`thumbnails  ${path}\n`)]);
  const png = await readFile(path);
  expect(png.subarray(1, 4).toString()).toBe("PNG");
  const again = await runHere(sample.folder, ["inspect", "tiny", "--thumbnails", "again.png", "--json"]);
  expect(JSON.parse(again.out).thumbnails).toBe(join(sample.folder, "again.png"));
  expect(await readFile(join(sample.folder, "again.png"))).toEqual(png);
  for (const refused of ["tiny/sheet.png", "absent/sheet.png"]) {
    const { exitCode, err } = await runHere(sample.folder, ["inspect", "tiny", "--thumbnails", refused]);
    expect([exitCode, err]).toEqual([1, expect.stringContaining("PICTURES_UNWRITABLE")]);
  }
});

test("what is no terminal gets no pictures", async () => {
  await using sample = await samplePlate();
  const variables = { COLORTERM: "truecolor", TERM: "xterm-kitty", FORCE_COLOR: "1", NO_COLOR: "" };
  const { out } = await runOhcs(sample.folder, ["inspect", "tiny"], undefined, variables);
  expect(out).not.toMatch(/▀|_G/);
});
