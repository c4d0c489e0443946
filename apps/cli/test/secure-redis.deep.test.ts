import { execFileSync } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { begin, complete, stage } from "./counted-run.ts";
import { ownRedis } from "./own-redis.ts";
import { runOhcs } from "./run-ohcs.ts";
import { describeWithRedis } from "./worker-ohcs.ts";

const PASSWORD = "password-to-keep-secret";

describeWithRedis("a server of Redis with TLS, an authority of the lab's own, and a password", () => {
  test("runs wells for those who have both, says who lacks one, and neither leaves a trace", async () => {
    const redis = await ownRedis((folder, port) => {
      certify(folder);
      const files = ["--tls-cert-file", `${folder}/server.pem`, "--tls-key-file", `${folder}/server.key`];
      const users = ["--user", "lab", "on", `>${PASSWORD}`, "~*", "&*", "+@all", "--user", "default", "off"];
      return ["--port", "0", "--tls-port", `${port}`, ...files, "--tls-auth-clients", "no", ...users];
    });
    const on = await stage(`rediss://lab:${PASSWORD}@localhost:${redis.port}`);
    const env = { ...on.env, NODE_EXTRA_CA_CERTS: join(redis.folder, "authority.pem") };
    const worker = await on.worker({ env });
    let printed = "";
    for (const stream of [worker.stdout, worker.stderr]) stream?.on("data", (text) => (printed += text));
    const failed = async (more: Readonly<Record<string, string>>) => {
      const { out, err } = await runOhcs(on.sample.folder, [...on.run, "--json"], undefined, { ...env, ...more });
      printed += out + err;
      return JSON.parse(out).error as { readonly code: string; readonly message: string };
    };
    const wrong = { OHCS_QUEUE_URL: `rediss://lab:${PASSWORD}-not@localhost:${redis.port}` };
    expect(await failed(wrong)).toMatchObject({
      code: "QUEUE_UNREACHABLE",
      message: expect.stringContaining("WRONGPASS"),
    });
    expect(await failed({ NODE_EXTRA_CA_CERTS: "" })).toMatchObject({
      code: "QUEUE_UNREACHABLE",
      message: expect.stringContaining("certificate"),
    });
    const run = begin({ ...on, env }, on.run);
    await complete(run.ended);
    const { out, err } = await run.ended;
    await on.proveOutput();
    expect(await textsIn(on.sample.folder)).not.toContain(PASSWORD);
    expect(printed + out + err).not.toContain(PASSWORD);
  });
});

/** An authority, and a certificate of it for this machine. */
function certify(folder: string): void {
  const openssl = (...args: readonly string[]) => execFileSync("openssl", args, { cwd: folder, stdio: "ignore" });
  const key = ["-newkey", "rsa:2048", "-nodes", "-days", "2"];
  openssl("req", "-x509", ...key, "-keyout", "authority.key", "-out", "authority.pem", "-subj", "/CN=lab");
  openssl("req", ...key, "-keyout", "server.key", "-out", "server.csr", "-subj", "/CN=localhost");
  const by = ["-CA", "authority.pem", "-CAkey", "authority.key", "-CAcreateserial"];
  openssl("x509", "-req", "-in", "server.csr", ...by, "-days", "2", "-out", "server.pem");
}

/** Everything that was written, hidden files included. */
async function textsIn(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return (await Promise.all(files.map(({ parentPath, name }) => readFile(join(parentPath, name), "latin1")))).join("");
}
