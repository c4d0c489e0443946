import { builtInHandlers } from "@ohcs/microscopes/disk";
import { expect, test } from "vitest";
import { recordingTerminal } from "../../test/recording-terminal.ts";
import { main } from "./main.ts";

async function ohcs(...argv: string[]) {
  const terminal = recordingTerminal();
  const exitCode = await main(argv, terminal);
  return { exitCode, out: terminal.written.out(), err: terminal.written.err() };
}

test("main() prints the version", async () => {
  const { exitCode, out, err } = await ohcs("--version");
  expect({ exitCode, err }).toEqual({ exitCode: 0, err: "" });
  expect(out).toMatch(/^\d+\.\d+\.\d+\n$/);
});

test("main() prints the help of a command with its examples", async () => {
  const { exitCode, out } = await ohcs("run", "--help");
  expect(exitCode).toBe(0);
  expect(out).toContain("--plate-map <file>");
  expect(out).toContain("$ ohcs run demo -p preset:stitch-and-count");
});

test("main() lists in the help of --handler every handler that there is", async () => {
  const { out } = await ohcs("inspect", "--help");
  const words = out.split(/[\s,]+/);
  expect(builtInHandlers.map(({ name }) => name).filter((name) => !words.includes(name))).toEqual([]);
});

test("main() prints with 'help' what '--help' prints", async () => {
  expect(await ohcs("help", "run")).toEqual(await ohcs("run", "--help"));
  expect(await ohcs("help")).toEqual(await ohcs("--help"));
  expect((await ohcs("help")).out).toContain("help [command]");
});

test.each([
  [["rnu"], "Cannot read the command line: expected a command, got 'rnu'", "Did you mean 'run'?"],
  [
    ["run", "plate", "-p", "x", "--worker", "2"],
    "Cannot read the command line: expected an option of this command, got '--worker'",
    "Did you mean '--workers'?",
  ],
  [["help", "rnu"], "Cannot read the command line: expected a command, got 'rnu'", "Did you mean 'run'?"],
  [["help", "qqqqqqq"], "Cannot read the command line: expected a command, got 'qqqqqqq'", "See 'ohcs --help'"],
  [["plan", "-p", "x"], "Cannot read the command line: expected <plates>, got nothing", "See 'ohcs --help'"],
  [
    ["plan", "plate"],
    "Cannot read the command line: expected '-p, --pipeline <pipeline>', got nothing",
    "See 'ohcs --help'",
  ],
  [
    ["run", "-p", "x"],
    "Cannot read the command line: expected <plate>, or '--plan <file>', got nothing",
    "See 'ohcs run --help'",
  ],
  [
    ["run", "plate"],
    "Cannot read the command line: expected '-p, --pipeline <pipeline>', or '--plan <file>', got nothing",
    "See 'ohcs run --help'",
  ],
  [
    ["run", "--plan", "x", "--wells", "A01"],
    "Cannot read the command line: expected no '--wells' with '--plan', which contains it, got one",
    "See 'ohcs run --help'",
  ],
  [
    ["run", "--plan", "x", "--set", "subDir=a"],
    "Cannot read the command line: expected no '--set subDir' with '--plan', which contains it, got one",
    "See 'ohcs run --help'",
  ],
  [
    ["run", "--plan", "x", "--workers", "2", "--set", 'tiff={"compression":"lzw"}'],
    "Cannot read the command line: expected no '--set tiff' with '--plan', which contains it, got one",
    "See 'ohcs run --help'",
  ],
  [
    ["run", "--plan", "x", "--set", "outputFolder=a"],
    "Cannot read the command line: expected no '--set outputFolder' with '--plan', which contains it, got one; '-o' names the output plate",
    "See 'ohcs run --help'",
  ],
  [
    ["run", "plate", "-p", "x", "--workers", "two"],
    "Cannot read the command line: expected an integer of 1 or more for '--workers <n>', got 'two'",
    "See 'ohcs --help'",
  ],
  [
    ["run", "plate", "-p", "x", "--ngff", "0.7"],
    "Cannot read the command line: expected one of '0.4', '0.5', '0.6' for '--ngff <version>', got '0.7'",
    "See 'ohcs --help'",
  ],
  [
    ["run", "plate", "-p"],
    "Cannot read the command line: expected a value for '-p, --pipeline <pipeline>', got nothing",
    "",
  ],
  [["inspect", "a", "b"], "Cannot read the command line: too many arguments for 'inspect'.", ""],
])("main() refuses %j in one line with a remedy and exit code 1", async (argv, message, remedy) => {
  const { exitCode, out, err } = await ohcs(...argv);
  const [first, second, rest] = err.split("\n");
  expect({ exitCode, out, rest }).toEqual({ exitCode: 1, out: "", rest: "" });
  expect(first?.startsWith(`error USAGE_INVALID: ${message}`)).toBe(true);
  expect(second?.startsWith(`  → ${remedy}`)).toBe(true);
});

test("main() prints a refusal as one JSON document with --json", async () => {
  const { exitCode, out, err } = await ohcs("rnu", "--json");
  expect({ exitCode, err, error: JSON.parse(out).error }).toEqual({
    exitCode: 1,
    err: "",
    error: {
      code: "USAGE_INVALID",
      message: "Cannot read the command line: expected a command, got 'rnu'",
      details: { reason: "unknownCommand" },
      remedy: "Did you mean 'run'?",
    },
  });
});
