import { execFileSync } from "node:child_process";
import { appendFileSync, chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Can this process mount a file system in memory? */
export const canMount = tryMount();

/** Root may write whatever the mode of a folder says; then it takes a read-only mount. */
export const canDeny = canMount || process.getuid?.() !== 0;

/** A folder on a disk of its own without a byte to spare. Returns how to take it away. */
export function fullFolder(path: string): () => void {
  const unmount = mount(path, "size=4k");
  writeFileSync(join(path, "ballast"), new Uint8Array(4096));
  return unmount;
}

/** A folder on a small disk of its own. Returns how to fill that to the last byte, and how to take it away. */
export function smallFolder(path: string): { readonly fill: () => void; readonly takeAway: () => void } {
  const takeAway = mount(path, "size=256k");
  return { fill: () => fill(join(path, "ballast")), takeAway };
}

function fill(path: string): void {
  for (;;) {
    try {
      appendFileSync(path, new Uint8Array(4096));
    } catch {
      return;
    }
  }
}

/** A folder that cannot be written. Returns how to take it away. */
export function deniedFolder(path: string): () => void {
  if (canMount) return mount(path, "size=4k,ro");
  mkdirSync(path, { recursive: true, mode: 0o555 });
  return () => chmodSync(path, 0o755);
}

function mount(path: string, options: string): () => void {
  mkdirSync(path, { recursive: true });
  execFileSync("mount", ["-t", "tmpfs", "-o", options, "none", path], { stdio: "ignore" });
  return () => void execFileSync("umount", [path], { stdio: "ignore" });
}

function tryMount(): boolean {
  const path = mkdtempSync(join(tmpdir(), "ohcs-mount-"));
  try {
    mount(path, "size=4k")();
    return true;
  } catch {
    return false;
  } finally {
    rmSync(path, { recursive: true, force: true });
  }
}
