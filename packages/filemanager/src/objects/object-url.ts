import { isAbsolute } from "node:path";
import { fail } from "../errors.ts";

/** Does a root name an object store, `s3://bucket/plate` or `https://host/plate.zarr`, and no folder? */
export function isObjectUrl(root: string): boolean {
  return /^(?:https?|s3):\/\//i.test(root);
}

/** Is it an absolute folder, or, to be read only, an object store? */
export function isRoot(root: string, readOnly: unknown): boolean {
  return isAbsolute(root) || (readOnly === true && isObjectUrl(root));
}

/**
 * The URL without slashes at its end. Secrets have no place in it, since roots are shown and recorded.
 * @throws `OBJECT_URL_INVALID`
 */
export function checkedObjectUrl(root: string): string {
  const url = URL.parse?.(root) ?? tryUrl(root);
  if (url === null || url.hostname === "") throw invalid("a URL with a host or bucket", root.replace(/[?#].*$/s, ""));
  if (url.username !== "" || url.password !== "" || url.search !== "" || url.hash !== "")
    throw invalid("a URL without user, password, query and fragment", `one with them for '${url.host}${url.pathname}'`);
  return root.replace(/\/+$/, "");
}

function tryUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

function invalid(expected: string, got: string): Error {
  return fail("OBJECT_URL_INVALID", `Cannot open plate: expected ${expected}, got ${got}`);
}

/** Where a store is asked, from the usual variables. */
export interface StoreSettings {
  readonly region: string;
  /** Of a store other than Amazon's: `http://127.0.0.1:9000`. */
  readonly endpoint: string | null;
  readonly credentials: Credentials | null;
}

interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** What `AWS_*` says; requests are not signed where it names no key. */
export function storeSettings(env: Readonly<Record<string, string | undefined>> = process.env): StoreSettings {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN } = env;
  const hasKey = accessKeyId !== undefined && secretAccessKey !== undefined && accessKeyId !== "";
  return {
    region: env.AWS_REGION || env.AWS_DEFAULT_REGION || "us-east-1",
    endpoint: (env.AWS_ENDPOINT_URL_S3 || env.AWS_ENDPOINT_URL)?.replace(/\/+$/, "") ?? null,
    credentials: hasKey
      ? { accessKeyId, secretAccessKey, ...(AWS_SESSION_TOKEN ? { sessionToken: AWS_SESSION_TOKEN } : {}) }
      : null,
  };
}

/** A bucket of S3, where it is asked, and the part of keys that the plate's URL names. */
export interface Bucket {
  readonly url: string;
  readonly prefix: string;
}

/** The bucket behind `s3://bucket/prefix`; null for other URLs, which cannot be listed. */
export function bucketOf(root: string, { region, endpoint }: StoreSettings): Bucket | null {
  const [, bucket, prefix = ""] = /^s3:\/\/([^/]+)(?:\/(.*))?$/i.exec(root) ?? [];
  if (bucket === undefined) return null;
  // A certificate for '*.s3.…' does not hold for names with dots.
  const amazon = bucket.includes(".")
    ? `https://s3.${region}.amazonaws.com/${bucket}`
    : `https://${bucket}.s3.${region}.amazonaws.com`;
  return { url: endpoint === null ? amazon : `${endpoint}/${bucket}`, prefix };
}

/** The URL that is asked for the object at a path below a root. */
export function requestUrl(root: string, path: string, settings: StoreSettings): string {
  const bucket = bucketOf(root, settings);
  const below = path.split("/").map(encodeURIComponent).join("/");
  if (bucket === null) return path === "" ? root : `${root}/${below}`;
  const prefix = bucket.prefix.split("/").map(encodeURIComponent).join("/");
  return [bucket.url, prefix, below].filter((part) => part !== "").join("/");
}
