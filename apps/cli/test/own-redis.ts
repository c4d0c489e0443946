import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** A server of Redis that a test may end, and start again with its data. */
export interface OwnRedis {
  readonly folder: string;
  readonly port: number;
  start(): Promise<void>;
  end(signal: NodeJS.Signals): Promise<void>;
}

/** Starts a server that vanishes with its test; more options may name its folder. */
export async function ownRedis(
  options: (folder: string, port: number) => readonly string[] | Promise<readonly string[]> = () => [],
): Promise<OwnRedis> {
  const folder = await mkdtemp(join(tmpdir(), "ohcs-redis-"));
  const port = await freePort();
  const durable = ["--appendonly", "yes", "--appendfsync", "everysec", "--save", ""];
  const args = ["--port", `${port}`, "--bind", "127.0.0.1", "--dir", folder, ...durable];
  const more = await options(folder, port);
  let server: ChildProcess | null = null;
  const own = {
    folder,
    port,
    start: async () => {
      server = spawn("redis-server", [...args, ...more], { stdio: ["ignore", "pipe", "inherit"] });
      for await (const chunk of server.stdout ?? []) if (String(chunk).includes("Ready to accept connections")) break;
    },
    end: async (signal: NodeJS.Signals) => {
      if (server === null || server.exitCode !== null || server.signalCode !== null) return;
      const gone = once(server, "exit");
      server.kill(signal);
      await gone;
    },
  };
  await own.start();
  onTestFinished(async () => {
    await own.end("SIGKILL");
    await rm(folder, { recursive: true });
  });
  return own;
}

async function freePort(): Promise<number> {
  const listener = createServer().listen(0, "127.0.0.1");
  await once(listener, "listening");
  const { port } = listener.address() as { readonly port: number };
  listener.close();
  await once(listener, "close");
  return port;
}
