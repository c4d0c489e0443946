import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { unpackedOnce } from "./chromium-package.ts";

/** As root and in containers there is no sandbox; the adapter is the one that computes on the CPU. */
const ARGUMENTS = [
  "--headless",
  "--no-sandbox",
  "--no-zygote",
  "--enable-unsafe-webgpu",
  "--use-webgpu-adapter=swiftshader",
];

/** Opens the page in a browser of its own, whose WebGPU is SwiftShader's; `onEnd` is told why it ended. */
export function openBrowser(url: string, onEnd: (reason: string) => void): { end(): void } {
  const folder = unpackedOnce("chromium", "chromium", "al2023.tar", "swiftshader.tar");
  const browser = spawn(join(folder, "chromium"), [...ARGUMENTS, url], {
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, LD_LIBRARY_PATH: folder },
  });
  const said = lastWords(browser);
  browser.once("error", ({ message }) => onEnd(message));
  browser.once("exit", (code, signal) => {
    onEnd(`the browser ended: ${signal ?? `exit code ${code}`}\n${said()}`);
  });
  return { end: () => void browser.kill() };
}

function lastWords({ stderr }: ChildProcess): () => string {
  let words = "";
  stderr?.setEncoding("utf8").on("data", (text: string) => {
    words = (words + text).slice(-2000);
  });
  return () => words;
}
