import { execFileSync } from "node:child_process";
import { onTestFinished } from "vitest";

/** A machine of its own name and address: a network namespace behind a bridge, on the disks of this machine. */
export interface NetworkNode {
  readonly name: string;
  readonly address: string;
  /** What runs a program there, with its arguments. */
  readonly within: readonly string[];
  /** Puts its cable in, or pulls it out. */
  plug(isIn: boolean): void;
}

/** Why there can be none here; null where there can. */
export function whyNoNetwork(): string | null {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return "needs root on Linux";
  try {
    ip("netns", "add", `ohcs-${process.pid}-try`);
    ip("netns", "del", `ohcs-${process.pid}-try`);
    return null;
  } catch (error) {
    return `needs network namespaces: ${(error as Error).message.trim()}`;
  }
}

/** This machine's address, and two nodes that reach it; they vanish with the test. */
export function networkNodes(): { readonly address: string; readonly nodes: readonly [NetworkNode, NetworkNode] } {
  const id = process.pid % 60_000;
  const net = `10.${64 + (id >> 9)}.${(id >> 1) & 255}`;
  const bridge = `ohb${id}`;
  ip("link", "add", bridge, "type", "bridge");
  onTestFinished(() => ip("link", "del", bridge));
  ip("addr", "add", `${net}.1/24`, "dev", bridge);
  ip("link", "set", bridge, "up");
  return { address: `${net}.1`, nodes: [node(bridge, net, id, 2), node(bridge, net, id, 3)] };
}

function node(bridge: string, net: string, id: number, last: number): NetworkNode {
  const name = `ohcs-node-${id}-${last}`;
  const cable = `ohv${id}x${last}`;
  const address = `${net}.${last}`;
  ip("netns", "add", name);
  onTestFinished(() => ip("netns", "del", name));
  ip("link", "add", cable, "type", "veth", "peer", "name", "eth0", "netns", name);
  ip("link", "set", cable, "master", bridge, "up");
  ip("-n", name, "addr", "add", `${address}/24`, "dev", "eth0");
  for (const device of ["lo", "eth0"]) ip("-n", name, "link", "set", device, "up");
  const named = ["unshare", "--uts", "sh", "-c", `hostname ${name} && exec "$@"`, "sh"];
  return {
    name,
    address,
    within: ["ip", "netns", "exec", name, ...named],
    plug: (isIn) => ip("link", "set", cable, isIn ? "up" : "down"),
  };
}

function ip(...args: readonly string[]): void {
  execFileSync("ip", args, { stdio: ["ignore", "ignore", "pipe"] });
}
