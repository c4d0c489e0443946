import { existsSync } from "node:fs";
import { join } from "node:path";
import { defineFunction, type ImageStack, NO_PARAMETERS, OhcsError } from "@ohcs/context";
import { MODULES } from "@ohcs/testkit/contexts";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { manySites, writeSites } from "../../../test/many-sites.ts";
import { makePlateFolders, type PlateFolders } from "../../../test/plate-folders.ts";
import { runAlone } from "../../../test/run-alone.ts";
import { watchedDisk } from "../../../test/watched-disk.ts";

const functionsUrl = new URL("../../../test/fixtures/functions.mjs", import.meta.url).href;
const SITES = 6;
const saved = (site: number) => `images/A01_s00${site}.tif`;
let folders: PlateFolders;
beforeEach(async () => {
  folders = await makePlateFolders(functionsUrl);
  await writeSites(folders, SITES);
});
afterEach(() => folders.remove());

/** Things that happen once, and those who wait for them. */
function moments() {
  const all = new Map<string, { readonly come: Promise<void>; readonly tell: () => void }>();
  const of = (name: string) => {
    const known = all.get(name);
    if (known !== undefined) return known;
    let tell: () => void = () => undefined;
    const come = new Promise<void>((resolve) => {
      tell = resolve;
    });
    all.set(name, { come, tell });
    return { come, tell };
  };
  return { tell: (name: string) => of(name).tell(), come: (name: string) => of(name).come };
}

/** The function `halve` with a look at the site before it computes. */
function watchedHalve(before: (site: number) => void | Promise<void>) {
  const halve = defineFunction({
    name: "halve",
    version: "1.0.0",
    summary: "For tests",
    params: NO_PARAMETERS,
    run: async ({ image }) => {
      const stack = image as ImageStack;
      await before(Number(stack.planes[0]?.site));
      return { image: stack };
    },
  });
  return { halve };
}

test("the files of a well are the same with and without overlap", async () => {
  await runAlone(folders, manySites(SITES), { tuning: { overlap: false } });
  const sequential = await folders.tree();
  expect(Object.keys(sequential)).toHaveLength(SITES + 1);
  await folders.remove();
  folders = await makePlateFolders(functionsUrl);
  await writeSites(folders, SITES);
  const { result } = await runAlone(folders, manySites(SITES), { tuning: { overlap: true } });
  expect(await folders.tree()).toEqual(sequential);
  expect(Object.fromEntries(result.outputs.map(({ path, sha256 }) => [path, sha256]))).toEqual(sequential);
});

test("the next group is read while a group is computed", async () => {
  const { tell, come } = moments();
  const { result } = await runAlone(folders, manySites(SITES, ["halve"]), {
    standIns: {
      [MODULES.disk]: watchedDisk({ load: (path) => tell(path) }),
      [MODULES.functions]: {
        ...(await import(functionsUrl)),
        ...watchedHalve((site) => (site < SITES ? come(`s${site + 1}.tif`) : undefined)),
      },
    },
  });
  expect(result.error).toBeNull();
});

test("a group is written while the next is computed", async () => {
  const { tell, come } = moments();
  const { result } = await runAlone(folders, manySites(SITES, ["halve"]), {
    standIns: {
      [MODULES.disk]: watchedDisk({ save: (path) => (path === saved(SITES) ? undefined : come(path)) }),
      [MODULES.functions]: {
        ...(await import(functionsUrl)),
        ...watchedHalve((site) => tell(saved(site - 1))),
      },
    },
  });
  expect(result.error).toBeNull();
  expect(result.outputs).toHaveLength(SITES + 1);
});

test("without overlap nothing is read before its turn, and all is written before the next group", async () => {
  const order: string[] = [];
  await runAlone(folders, manySites(3, ["halve"]), {
    tuning: { overlap: false },
    standIns: {
      [MODULES.disk]: watchedDisk({
        load: (path) => void order.push(`read ${path}`),
        save: (path) => void order.push(`write ${path}`),
      }),
      [MODULES.functions]: {
        ...(await import(functionsUrl)),
        ...watchedHalve((site) => void order.push(`compute ${site}`)),
      },
    },
  });
  expect(order).toEqual([1, 2, 3].flatMap((site) => [`read s${site}.tif`, `compute ${site}`, `write ${saved(site)}`]));
});

test("nothing is read ahead where a group is larger than the budget, from the first on", async () => {
  const order: string[] = [];
  const { result } = await runAlone(folders, manySites(3, ["halve"]), {
    tuning: { overlapBytes: 1 },
    standIns: {
      [MODULES.disk]: watchedDisk({ load: (path) => void order.push(`read ${path}`) }),
      [MODULES.functions]: {
        ...(await import(functionsUrl)),
        ...watchedHalve(async (site) => {
          for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
          order.push(`compute ${site}`);
        }),
      },
    },
  });
  expect(result.error).toBeNull();
  expect(order).toEqual([1, 2, 3].flatMap((site) => [`read s${site}.tif`, `compute ${site}`]));
});

describe.each([true, false])("with overlap %s", (overlap) => {
  test("a write that fails makes the well an error that names its step and file (landmine 5)", async () => {
    const { tell, come } = moments();
    const full = new OhcsError("STORAGE_FULL", "Cannot save: the disk is full");
    const { result } = await runAlone(folders, manySites(SITES), {
      tuning: { overlap },
      standIns: {
        // The second fails only after the third has failed, while both are running: the first in order is reported.
        [MODULES.disk]: watchedDisk({
          save: async (path) => {
            if (path === saved(3)) {
              tell("third");
              throw new OhcsError("STORAGE_FAILED", "Cannot save: another reason");
            }
            if (path !== saved(2)) return;
            if (overlap) await come("third");
            throw full;
          },
        }),
      },
    });
    expect(result).toMatchObject({
      status: "error",
      error: { code: "STORAGE_FULL", file: saved(2), step: { index: 0, name: "change" } },
    });
    expect(await folders.json(".ohcs/wells/A01.json")).toMatchObject({ result: { status: "error" } });
  });

  test("the record is written after everything else (landmine 5)", async () => {
    const order: string[] = [];
    const committed: boolean[] = [];
    await runAlone(folders, manySites(SITES), {
      tuning: { overlap },
      standIns: {
        [MODULES.disk]: watchedDisk({
          save: async (path) => {
            await new Promise((resolve) => setImmediate(resolve));
            order.push(path);
            committed.push(existsSync(join(folders.output, ".ohcs/wells/A01.json")));
          },
        }),
      },
    });
    expect(order.toSorted()).toEqual(Array.from({ length: SITES }, (_, i) => saved(i + 1)));
    expect(committed).toEqual(order.map(() => false));
    const { outputs } = ((await folders.json(".ohcs/wells/A01.json")) as unknown as { result: { outputs: object[] } })
      .result;
    expect(outputs).toHaveLength(SITES + 1);
  });

  test("an unreadable image is reported at its turn, after preceding results are stored", async () => {
    const { result } = await runAlone(folders, manySites(SITES), {
      tuning: { overlap },
      standIns: {
        [MODULES.disk]: watchedDisk({
          load: (path) => {
            if (path === "s4.tif") throw new OhcsError("IMAGE_TRUNCATED", "Cannot read: too short");
          },
        }),
      },
    });
    expect(result.error).toMatchObject({ file: "s4.tif", step: { name: "change" } });
    expect(result.outputs.map(({ path }) => path)).toEqual([saved(1), saved(2), saved(3)]);
  });

  test("a cancelled well waits for what is under way and leaves no temporary file (landmine 3)", async () => {
    const controller = new AbortController();
    let running = 0;
    const watched = (stop: string) => async (path: string) => {
      running++;
      if (path === stop) controller.abort();
      await new Promise((resolve) => setImmediate(resolve));
      running--;
    };
    const { result } = await runAlone(folders, manySites(SITES), {
      tuning: { overlap },
      signal: controller.signal,
      standIns: { [MODULES.disk]: watchedDisk({ load: watched(""), save: watched(saved(3)) }) },
    });
    expect(result.status).toBe("cancelled");
    expect(running).toBe(0);
    expect(Object.keys(await folders.tree(true)).filter((path) => path.includes("ohcs-tmp"))).toEqual([]);
  });
});
