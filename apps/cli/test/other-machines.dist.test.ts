import { randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { contentsOf } from "./file-tree.ts";
import { runHere } from "./run-here.ts";
import { statuses } from "./run-ohcs.ts";
import { samplePlate } from "./sample-plate.ts";
import { describeWithRedis, endWorker, startWorker } from "./worker-ohcs.ts";

const PIPELINE = ["-p", "preset:stitch-and-count"];

describeWithRedis("ohcs run --runner bullmq", (url) => {
  test("stores what a run on one machine stores, by two workers with mounts of their own, and keeps no secret", async () => {
    await using sample = await samplePlate();
    const { folder, plate } = sample;
    const prefix = randomUUID();
    const secret = `secret-${prefix}`;
    const env = { OHCS_QUEUE_URL: await withPassword(url, secret) };
    const workers = await Promise.all(
      [1, 2].map(() =>
        startWorker({
          directory: folder,
          argv: ["--slots", "1", "--prefix", prefix, "--mount", `here=${folder}`],
          env,
        }),
      ),
    );
    try {
      const options = JSON.stringify({ prefix, mounts: { here: folder }, pollMs: 100 });
      const argv = ["run", plate, ...PIPELINE, "-o", "there", "--runner", "bullmq", "--runner-with", options, "--json"];
      const { exitCode, out, err } = await runHere(folder, argv, env);
      expect({ exitCode, statuses: statuses(out) }, err).toEqual({ exitCode: 0, statuses: ["success", "success"] });
      await runHere(folder, ["run", plate, ...PIPELINE, "-o", "here"]);
      expect(await contentsOf(join(folder, "there"))).toEqual(await contentsOf(join(folder, "here")));
      expect(await textsIn(join(folder, "there/.ohcs"))).not.toContain(secret);
      expect([out, err].join("")).not.toContain(secret);
      expect(await readdir(join(folder, "there/.ohcs"))).not.toContain("remote");
    } finally {
      expect(await Promise.all(workers.map((worker) => endWorker(worker)))).toEqual([0, 0]);
    }
  });
});

test("a queue that does not answer is said, and no well runs on this machine in its place", async () => {
  await using sample = await samplePlate();
  const argv = ["run", sample.plate, ...PIPELINE, "-o", "out", "--runner", "bullmq", "--json"];
  const env = { OHCS_QUEUE_URL: "redis://user:hidden@127.0.0.1:1" };
  const { exitCode, out, err } = await runHere(sample.folder, argv, env);
  expect({ exitCode, code: JSON.parse(out).error.code }).toEqual({ exitCode: 1, code: "QUEUE_UNREACHABLE" });
  expect(out + err).not.toContain("hidden");
});

test.each([
  [
    "a password among the options of the runner",
    "bullmq",
    { url: "redis://user:hidden@127.0.0.1:1" },
    "QUEUE_SECRET_NAMED",
  ],
  [
    "an option that no runner has, with a password,",
    "bullmq",
    { redis: "redis://user:hidden@here" },
    "RUNNER_OPTION_INVALID",
  ],
  ["a misspelt option", "threads", { heapMB: 64 }, "RUNNER_OPTION_INVALID"],
])("%s is refused before anything is read, and not repeated", async (_, runner, options, code) => {
  await using sample = await samplePlate();
  const named = ["--runner", runner, "--runner-with", JSON.stringify(options)];
  const { exitCode, out, err } = await runHere(sample.folder, [
    "run",
    sample.plate,
    ...PIPELINE,
    "-o",
    "out",
    ...named,
  ]);
  expect({ exitCode, err }).toMatchObject({ exitCode: 1, err: expect.stringContaining(code) });
  expect(out + err).not.toContain("hidden");
});

test("a run of this machine is neither cancelled nor attached to", async () => {
  await using sample = await samplePlate();
  await runHere(sample.folder, ["run", sample.plate, ...PIPELINE, "-o", "out"]);
  for (const command of ["cancel", "attach"]) {
    const { exitCode, err } = await runHere(sample.folder, [command, "out"]);
    expect({ exitCode, err }).toMatchObject({ exitCode: 1, err: expect.stringContaining("RUN_NOT_REMOTE") });
  }
});

/** A user with a password, on the server of the tests. */
async function withPassword(url: string, secret: string): Promise<string> {
  const { Redis } = await import("ioredis");
  const redis = new Redis(url);
  await redis.acl("SETUSER", "tester", "on", "resetpass", `>${secret}`, "~*", "&*", "+@all");
  redis.disconnect();
  const named = new URL(url);
  return `${named.protocol}//tester:${secret}@${named.host}`;
}

async function textsIn(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const texts = await Promise.all(files.map((entry) => readFile(join(entry.parentPath, entry.name), "utf8")));
  return texts.join("");
}
