import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { begin, complete, someDone, stage, WELLS } from "./counted-run.ts";
import { describeWithRedis } from "./worker-ohcs.ts";

// Where the tests have a server, they can start one of their own, too.
describeWithRedis("a server of Redis of its own", () => {
  let folder = "";
  let port = 0;
  let server: ChildProcess;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "ohcs-redis-"));
    port = await freePort();
    server = await startRedis(folder, port);
  });
  afterEach(async () => {
    await ended(server, "SIGKILL");
    await rm(folder, { recursive: true });
  });

  test.each(["SIGTERM", "SIGKILL"] as const)(
    "that is ended by %s in the midst of a run, and is back two seconds later, loses no well",
    async (signal) => {
      const on = await stage(`redis://127.0.0.1:${port}`);
      await Promise.all([on.worker(), on.worker()]);
      const running = begin(on, on.run);
      await someDone(on);
      await ended(server, signal);
      await sleep(2_000);
      server = await startRedis(folder, port);
      await complete(running.ended);
      expect(await on.executions()).toBeLessThanOrEqual(WELLS.length + 2);
      await on.proveOutput();
    },
  );
});

async function startRedis(folder: string, port: number): Promise<ChildProcess> {
  const durable = ["--appendonly", "yes", "--appendfsync", "everysec", "--save", ""];
  const args = ["--port", `${port}`, "--bind", "127.0.0.1", "--dir", folder, ...durable];
  const child = spawn("redis-server", args, { stdio: ["ignore", "pipe", "inherit"] });
  for await (const chunk of child.stdout) if (String(chunk).includes("Ready to accept connections")) break;
  return child;
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill(signal);
  await gone;
}

async function freePort(): Promise<number> {
  const listener = createServer().listen(0, "127.0.0.1");
  await once(listener, "listening");
  const { port } = listener.address() as { readonly port: number };
  listener.close();
  await once(listener, "close");
  return port;
}
