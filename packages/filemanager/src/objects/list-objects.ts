import type { SourceFile } from "@ohcs/context";
import { SaxesParser } from "saxes";
import { fail } from "../errors.ts";
import { ObjectClient } from "./object-client.ts";
import { bucketOf, checkedObjectUrl, storeSettings } from "./object-url.ts";

/** No plate has more. */
const MOST_OBJECTS = 10_000_000;

/**
 * The objects below `s3://bucket/prefix` by paths from there, in the order of their keys; hidden ones and markers of folders
 * are left out. A thousand a request. @throws `OBJECT_STORE_UNLISTED` for other URLs, `OBJECT_STORE_…`
 */
export async function listObjects(root: string, signal?: AbortSignal): Promise<readonly SourceFile[]> {
  const settings = storeSettings();
  const bucket = bucketOf(checkedObjectUrl(root), settings);
  if (bucket === null)
    throw fail(
      "OBJECT_STORE_UNLISTED",
      `Cannot list '${root}': expected an OME-Zarr plate, or 's3://bucket/…', got a web address without either`,
      {
        details: { root },
      },
    );
  const client = new ObjectClient(settings);
  const prefix = bucket.prefix === "" ? "" : `${bucket.prefix}/`;
  const files: SourceFile[] = [];
  for (let token: string | null = ""; token !== null; ) {
    const query = new URLSearchParams({ "list-type": "2", "encoding-type": "url", prefix });
    if (token !== "") query.set("continuation-token", token);
    const answer = await client.ask("GET", `${bucket.url}/?${query}`, { signal });
    if (answer === null)
      throw fail("FILE_NOT_FOUND", `Cannot list '${root}': there is no such bucket`, { details: { root } });
    const page = pageOf(answer.bytes, root);
    for (const { Key = "", Size, LastModified = "" } of page.objects) {
      const path = decodeURIComponent(Key.replaceAll("+", " ")).slice(prefix.length);
      const isFile = path !== "" && !path.endsWith("/") && !path.split("/").some((segment) => segment.startsWith("."));
      if (isFile) files.push({ path, bytes: Number(Size), mtimeMs: Date.parse(LastModified) || 0 });
    }
    if (files.length > MOST_OBJECTS) throw unreadable(root, `more than ${MOST_OBJECTS} objects`);
    token = page.IsTruncated === "true" ? page.NextContinuationToken : null;
    if (token === "") throw unreadable(root, "a list that does not state how it continues");
  }
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

type Member = "Key" | "Size" | "LastModified";

interface Page {
  IsTruncated: string;
  NextContinuationToken: string;
  readonly objects: Partial<Record<Member, string>>[];
}

/** The texts of a `ListBucketResult` by the elements they are in. */
function pageOf(bytes: Uint8Array, root: string): Page {
  const page: Page = { IsTruncated: "", NextContinuationToken: "", objects: [] };
  const path: string[] = [];
  let text = "";
  const parser = new SaxesParser();
  parser.on("error", (error) => {
    throw unreadable(root, `'${error.message}'`);
  });
  parser.on("opentag", ({ name }) => {
    path.push(name);
    text = "";
    if (path.join("/") === "ListBucketResult/Contents") page.objects.push({});
  });
  parser.on("text", (part) => {
    text += part;
  });
  parser.on("closetag", ({ name }) => {
    const [root0, second] = path;
    if (root0 === "ListBucketResult" && second === "Contents" && path.length === 3)
      Object.assign(page.objects.at(-1) ?? {}, { [name]: text });
    else if (path.length === 2 && (name === "IsTruncated" || name === "NextContinuationToken")) page[name] = text;
    path.pop();
  });
  parser.write(new TextDecoder().decode(bytes)).close();
  if (page.IsTruncated === "") throw unreadable(root, "another document");
  return page;
}

function unreadable(root: string, got: string): Error {
  return fail("OBJECT_STORE_FAILED", `Cannot list '${root}': expected a list of objects, got ${got}`, {
    details: { root },
  });
}
