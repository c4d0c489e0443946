import { chmod, mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { contentsOf } from "./file-tree.ts";
import { runHere } from "./run-here.ts";
import { OHCS, statuses } from "./run-ohcs.ts";
import { samplePlate } from "./sample-plate.ts";

const SCRIPT = fileURLToPath(new URL("../../../deploy/kubernetes-chunks.sh", import.meta.url));
const KUBECTL = fileURLToPath(new URL("fake-kubectl.mjs", import.meta.url));
const PIPELINE = ["-p", "preset:stitch-and-count"];

test.skipIf(process.platform === "win32")(
  "wells that are tasks of an indexed job of Kubernetes, as plain processes, store what a run on one machine stores",
  async () => {
    await using sample = await samplePlate();
    const { folder, plate } = sample;
    const cluster = join(folder, "cluster");
    await mkdir(cluster);
    await writeFile(join(cluster, "kubectl"), `#!/bin/sh\nexec '${process.execPath}' '${KUBECTL}' "$@"\n`);
    await chmod(join(cluster, "kubectl"), 0o755);
    const { PATH = "" } = process.env;
    const env = { PATH: `${cluster}:${PATH}`, FAKE_KUBECTL: cluster, OHCS, OHCS_POLL_S: "0.1" };
    const options = { command: [SCRIPT], wellsPerTask: 1, pollMs: 100, lookMs: 500 };
    const remote = ["--runner", "array", "--runner-with", JSON.stringify(options), "--json"];
    const { exitCode, out, err } = await runHere(folder, ["run", plate, ...PIPELINE, "-o", "there", ...remote], env);
    expect({ exitCode, statuses: statuses(out) }, err).toEqual({ exitCode: 0, statuses: ["success", "success"] });
    await runHere(folder, ["run", plate, ...PIPELINE, "-o", "here"]);
    expect(await contentsOf(join(folder, "there"))).toEqual(await contentsOf(join(folder, "here")));
    expect((await readdir(cluster)).filter((file) => /\.[01]\.over$/.test(file)).length).toBeGreaterThanOrEqual(2);
  },
);
