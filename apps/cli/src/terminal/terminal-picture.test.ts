import { decode } from "node:querystring";
import type { Picture } from "@ohcs/viewer/disk";
import picocolors from "picocolors";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { recordingScreen } from "../../test/recording-terminal.ts";
import { type PictureProtocol, pictureProtocol, pictureSequence } from "./terminal-picture.ts";

const colourful = { colors: picocolors.createColors(true), columns: 80 };
const screen = (isTerminal = true, style = colourful) => {
  const { err } = recordingScreen();
  return {
    ...err,
    isTerminal,
    style,
    stream: Object.assign(err.stream as NodeJS.WritableStream, { isTTY: true }),
  };
};
const names = [
  "TERM",
  "TERM_PROGRAM",
  "COLORTERM",
  "KITTY_WINDOW_ID",
  "TMUX",
  "LC_TERMINAL",
  "WEZTERM_PANE",
  "GHOSTTY_RESOURCES_DIR",
  "KONSOLE_VERSION",
  "KITTY_PID",
];
beforeEach(() => {
  for (const name of names) vi.stubEnv(name, undefined);
});

describe("pictureProtocol()", () => {
  test.each([
    ["TERM=xterm-kitty", "kitty"],
    ["TERM_PROGRAM=vscode&TERM_PROGRAM_VERSION=1.90.0&COLORTERM=truecolor", "iterm2"],
    ["TERM=mlterm", "sixel"],
    ["TERM=xterm-256color&COLORTERM=truecolor", "blocks"],
    ["TERM=tmux-256color&COLORTERM=24bit&KITTY_WINDOW_ID=1", "blocks"],
    ["TERM=xterm-256color", null],
  ] as const)("of a terminal with %s is %s", async (variables, protocol) => {
    for (const [name, value] of Object.entries(decode(variables))) vi.stubEnv(name, String(value));
    expect(await pictureProtocol(screen())).toBe(protocol);
  });

  test("is none for files, and where colours are not wanted", async () => {
    vi.stubEnv("TERM", "xterm-kitty");
    expect(await pictureProtocol(screen(false))).toBeNull();
    expect(await pictureProtocol(screen(true, { ...colourful, colors: picocolors.createColors(false) }))).toBeNull();
  });
});

/** With `E` for ESC and `B` for BEL. */
const sequence = async (picture: Picture, protocol: PictureProtocol) =>
  (await pictureSequence(picture, protocol)).replaceAll("\u001b", "E").replaceAll("\u0007", "B");

describe("pictureSequence()", () => {
  const picture = { width: 2, height: 3, samples: 1, data: Uint8Array.of(0, 10, 20, 30, 40, 50) } as const;

  test("draws two pixels in a letter, of which the last row may have one", async () => {
    expect(await sequence(picture, "blocks")).toBe(
      "E[38;2;0;0;0mE[48;2;20;20;20m▀E[38;2;10;10;10mE[48;2;30;30;30m▀E[0m\nE[38;2;40;40;40m▀E[38;2;50;50;50m▀E[0m\n",
    );
  });

  test("transmits a PNG to kitty in chunks, and to iTerm2 whole", async () => {
    let seed = 1;
    const noise = Uint8Array.from({ length: 100 * 100 }, () => {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
      return seed >>> 24;
    });
    const large = { width: 100, height: 100, samples: 1, data: noise } as const;
    const chunks = (await sequence(large, "kitty")).trimEnd().split("E\\").filter(Boolean);
    expect(chunks.length).toBeGreaterThan(1);
    expect(chunks[0]).toMatch(/^E_Ga=T,f=100,q=2,m=1;iVBORw0KGgo/);
    expect(chunks.at(-1)).toMatch(/^E_Gm=0;/);
    expect(await sequence(picture, "iterm2")).toMatch(/^E\]1337;File=inline=1;size=\d+:iVBORw0KGgo[\w+/=]*B\n$/);
  });

  test("draws sixels", async () => {
    expect(await sequence(picture, "sixel")).toMatch(/^EP0;0;q"1;1;2;3[\s\S]*E\\\n$/);
  });
});
