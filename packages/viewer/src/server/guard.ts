import { createHash, timingSafeEqual } from "node:crypto";
import { isIP } from "node:net";
import { hostname } from "node:os";
import type { MiddlewareHandler } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { fail } from "../errors.ts";

/** Where a viewer listens, and what lets a request in. */
export interface GuardOptions {
  /** The address that the server was given: a name, or an IP address. */
  readonly host: string;
  readonly port: number;
  readonly token: string;
}

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

const HEADERS = {
  "content-security-policy": POLICY,
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-resource-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "cache-control": "no-store",
};

/** Says of every response what its page may load: from this server alone. */
export const withPolicy: MiddlewareHandler = async (context, next) => {
  await next();
  for (const [name, value] of Object.entries(HEADERS)) context.res.headers.set(name, value);
};

/**
 * Lets only requests in that read, name this server as their host (other names lead here by DNS rebinding), come from no other page,
 * and have the token: in a cookie, a header, or once in the address, which is answered by the cookie. @throws `VIEW_REFUSED`
 */
export function guard({ host, port, token }: GuardOptions): MiddlewareHandler {
  const cookie = `ohcs-view-${port}`;
  return async (context, next) => {
    const { req } = context;
    if (req.method !== "GET" && req.method !== "HEAD") throw refused("a request that reads");
    const named = req.header("host") ?? "";
    if (!isOwnHost(named, host, port)) throw refused("its own host");
    const [origin, site = "none"] = [req.header("origin"), req.header("sec-fetch-site")];
    if (origin !== undefined && origin !== `http://${named}`) throw refused("its own origin");
    const url = new URL(req.url);
    const isOpened = req.path === "/" && url.searchParams.has("token");
    if (!isOpened && site !== "none" && site !== "same-origin") throw refused("its own page");
    if (isOpened) {
      if (!isSame(url.searchParams.get("token") ?? "", token)) throw refused("the token");
      setCookie(context, cookie, token, { httpOnly: true, sameSite: "Strict", path: "/" });
      url.searchParams.delete("token");
      return context.redirect(`/${url.search}`);
    }
    const bearer = /^Bearer (.+)$/.exec(req.header("authorization") ?? "")?.[1];
    if (!isSame(bearer ?? getCookie(context, cookie) ?? "", token)) throw refused("the token");
    return next();
  };
}

/** Loopback servers go by their address and `localhost`; others also by this machine's name and any address. */
function isOwnHost(named: string, host: string, port: number): boolean {
  const [, name = "", got = "80"] = /^(\[[\da-f:.]+\]|[^:]+)(?::(\d+))?$/i.exec(named) ?? [];
  const bare = name.toLowerCase().replace(/^\[|\]$/g, "");
  if (Number(got) !== port) return false;
  if (bare === host.toLowerCase()) return true;
  return isLoopback(host)
    ? bare === "localhost" || isLoopback(bare)
    : isIP(bare) > 0 || bare === "localhost" || bare === hostname().toLowerCase();
}

/** Is it an address, or the name of one, that only this machine can reach? */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || (isIP(host) === 4 && host.startsWith("127."));
}

/** Takes as long for every text. */
function isSame(given: string, token: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(token));
}

function refused(expected: string): Error {
  return fail("VIEW_REFUSED", `Cannot answer: expected ${expected}`);
}
