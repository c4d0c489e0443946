import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { defineBackend } from "@ohcs/context";
import { DiskBackend } from "@ohcs/filemanager/disk";

/** Keeps images in a folder of its own, apart from the plain files of the output plate. */
class Vault extends DiskBackend {
  constructor(folder) {
    super({ root: folder });
    this.folder = folder;
  }

  async hash(path) {
    return createHash("sha256")
      .update(await readFile(join(this.folder, path)))
      .digest("hex");
  }
}

export const vault = defineBackend({
  name: "vault",
  version: "1.2.0",
  images: { layout: "files", extension: ".tif" },
  usual: { output: { folder: "{output}/vault" } },
  create: ({ folder }) => new Vault(folder),
});
