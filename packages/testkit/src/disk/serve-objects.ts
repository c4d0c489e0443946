import { createHash, createHmac } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** An object store for tests: a bucket of S3 in memory, which also answers plain requests. */
export interface ObjectServer extends AsyncDisposable {
  /** `http://127.0.0.1:port`: the endpoint; objects are at `/bucket/key`. */
  readonly url: string;
  /** Method and path of every request, in order. */
  readonly requests: string[];
  /** Bytes of objects that were sent so far. */
  readonly sent: { bytes: number };
  /** Answers the next requests, as long as there are any here, with these statuses; 0 breaks the connection. */
  readonly failures: number[];
}

export interface ObjectServerOptions {
  /** Key, the bucket first → bytes. */
  readonly objects: ReadonlyMap<string, Uint8Array>;
  /** Requests that this key did not sign are refused. */
  readonly key?: { readonly id: string; readonly secret: string };
  /** Objects in a page of a list. @default 1000 */
  readonly pageSize?: number;
  /** Are ranges answered by the whole object, as plain servers may? @default false */
  readonly sendsWhole?: boolean;
}

const CHANGED = new Date(Date.UTC(2024, 0, 2));

/** Serves objects until it is disposed. Signatures are computed as AWS documents Signature Version 4. */
export async function serveObjects(options: ObjectServerOptions): Promise<ObjectServer> {
  const { key } = options;
  const sent = { bytes: 0 };
  const requests: string[] = [];
  const failures: number[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    const failure = failures.shift();
    if (failure === 0) request.destroy();
    else if (failure !== undefined) response.writeHead(failure).end();
    else if (key !== undefined && !isSigned(request, key)) response.writeHead(403).end();
    else answer(request, response, options, sent);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const close = () => new Promise<void>((resolve) => void server.close(() => resolve()));
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    sent,
    failures,
    [Symbol.asyncDispose]: () => {
      server.closeAllConnections();
      return close();
    },
  };
}

function answer(
  { method, url = "/", headers }: IncomingMessage,
  response: ServerResponse,
  { objects, pageSize = 1000, sendsWhole = false }: ObjectServerOptions,
  sent: { bytes: number },
): void {
  const { pathname, searchParams } = new URL(url, "http://localhost");
  const path = decodeURIComponent(pathname).slice(1);
  if (searchParams.get("list-type") === "2") {
    const page = listPage(path.replace(/\/$/, ""), searchParams, objects, pageSize);
    response.writeHead(200, { "content-type": "application/xml" }).end(page);
    return;
  }
  const bytes = objects.get(path);
  if (bytes === undefined) {
    response.writeHead(404).end();
    return;
  }
  const range = sendsWhole ? null : rangeIn(headers.range, bytes.length);
  const etag = `"${createHash("md5").update(bytes).digest("hex")}"`;
  const facts = { "last-modified": CHANGED.toUTCString(), etag };
  if (range !== null && range.first >= bytes.length) {
    response.writeHead(416, { ...facts, "content-range": `bytes */${bytes.length}` }).end();
    return;
  }
  const body = range === null ? bytes : bytes.subarray(range.first, range.end);
  const place = range === null ? {} : { "content-range": `bytes ${range.first}-${range.end - 1}/${bytes.length}` };
  response.writeHead(range === null ? 200 : 206, { ...facts, ...place, "content-length": body.length });
  if (method !== "HEAD") sent.bytes += body.length;
  response.end(method === "HEAD" ? undefined : body);
}

/** The bytes that a header asks for, as RFC 9110 has it; null for all. */
function rangeIn(header: string | undefined, size: number): { readonly first: number; readonly end: number } | null {
  const [, first = "", last = ""] = /^bytes=(\d*)-(\d*)$/.exec(header ?? "") ?? [];
  if (first === "" && last === "") return null;
  if (first === "") return { first: Math.max(0, size - Number(last)), end: size };
  return { first: Number(first), end: last === "" ? size : Math.min(size, Number(last) + 1) };
}

function listPage(
  bucket: string,
  query: URLSearchParams,
  objects: ObjectServerOptions["objects"],
  pageSize: number,
): string {
  const keys = [...objects.keys()].filter((key) => key.startsWith(`${bucket}/${query.get("prefix") ?? ""}`)).sort();
  const from = Number(query.get("continuation-token") ?? 0);
  const contents = keys.slice(from, from + pageSize).map((key) => {
    const name = encodeURIComponent(key.slice(bucket.length + 1)).replaceAll("%20", "+");
    const size = objects.get(key)?.length;
    return `<Contents><Key>${name}</Key><LastModified>${CHANGED.toISOString()}</LastModified><Size>${size}</Size></Contents>`;
  });
  const next = from + pageSize;
  const isMore = next < keys.length;
  const token = isMore ? `<NextContinuationToken>${next}</NextContinuationToken>` : "";
  return `<?xml version="1.0"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><IsTruncated>${isMore}</IsTruncated>${token}${contents.join("")}</ListBucketResult>`;
}

const SCHEME =
  /^AWS4-HMAC-SHA256 Credential=(?<id>[^/]+)\/(?<scope>[^,]+), ?SignedHeaders=(?<names>[^,]+), ?Signature=(?<signature>\w+)$/;

function isSigned(request: IncomingMessage, { id, secret }: NonNullable<ObjectServerOptions["key"]>): boolean {
  const stated = SCHEME.exec(request.headers.authorization ?? "")?.groups ?? {};
  const { scope = "", names = "", signature } = stated;
  const url = new URL(request.url ?? "/", "http://localhost");
  const query = [...url.searchParams]
    .map(([name, value]) => `${strictly(name)}=${strictly(value)}`)
    .sort()
    .join("&");
  const headers = names.split(";").map((name) => `${name}:${String(request.headers[name]).trim()}\n`);
  const canonical = [
    request.method,
    url.pathname
      .split("/")
      .map((part) => strictly(decodeURIComponent(part)))
      .join("/"),
    query,
    headers.join(""),
    names,
    request.headers["x-amz-content-sha256"],
  ].join("\n");
  const hash = createHash("sha256").update(canonical).digest("hex");
  const text = ["AWS4-HMAC-SHA256", request.headers["x-amz-date"], scope, hash].join("\n");
  const signing = scope.split("/").reduce<Buffer | string>((so, part) => hmac(so, part), `AWS4${secret}`);
  return stated.id === id && hmac(signing, text).toString("hex") === signature;
}

function hmac(key: Buffer | string, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}

function strictly(text: string): string {
  return encodeURIComponent(text).replaceAll(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
}
