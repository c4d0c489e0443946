// Does what the scripts of `deploy/` ask of kubectl: starts the tasks of a manifest as processes, and knows when they are over.
import { spawn } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const { FAKE_KUBECTL: folder, OHCS } = process.env;
const [verb] = process.argv.slice(2);
const said = { apply, get, delete: () => "" }[verb]();
process.stdout.write(said);

function apply() {
  const text = readFileSync(0, "utf8");
  const [, name] = /metadata: \{ name: (\S+) \}/.exec(text);
  const [, completions] = /completions: (\d+)/.exec(text);
  const args = JSON.parse(
    `[${/args: \[(.*)\]/
      .exec(text)[1]
      .replaceAll(/[^\s",]+/g, '"$&"')
      .replaceAll('""', '"')}]`,
  );
  writeFileSync(join(folder, "job"), completions);
  for (let index = 0; index < Number(completions); index++) {
    const over = join(folder, `${name}.${index}.over`);
    const script = `"$@"; echo $? > '${over}'`;
    const env = { ...process.env, JOB_COMPLETION_INDEX: `${index}` };
    spawn("sh", ["-c", script, "sh", process.execPath, OHCS, ...args], {
      env,
      detached: true,
      stdio: "ignore",
    }).unref();
  }
  return `job.batch/${name} created\n`;
}

function get() {
  const name = process.argv[4];
  const over = readdirSync(folder).filter((file) => file.startsWith(`${name}.`));
  const codes = over.map((file) => readFileSync(join(folder, file), "utf8").trim());
  if (over.length < Number(readFileSync(join(folder, "job"), "utf8"))) return "";
  return codes.every((code) => code === "0") ? "Complete" : "Failed";
}
