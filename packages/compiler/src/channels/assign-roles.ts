import type { ManifestChannel, ResolvedConfig } from "@ohcs/context";
import { channelKey, channelNames } from "../filters/filter-channels.ts";
import { type Finding, type Findings, nearestHint, nearestName } from "../findings/findings.ts";

/** The channel of each role, by its key. */
export type ChannelRoles = ReadonlyMap<string, string>;

/** How microscopes name the channel of a stain of DNA, or of a protein on it. */
const DNA = /dapi|hoechst|draq|sytox|to-?pro|h2b|dna|nucle/i;

/**
 * Finds the channel of each role that a pipeline uses: the configured one, else the one that the names of the channels
 * leave no doubt about. Where there is doubt, nothing is assumed: that is an error, and any channel is taken so that it has
 * no consequences.
 */
export function assignRoles(
  used: ReadonlySet<string>,
  channels: readonly ManifestChannel[],
  configured: ResolvedConfig["channelRoles"],
  findings: Findings,
): ChannelRoles {
  const roles = new Map<string, string>();
  const proposed: string[] = [];
  const unread = Object.keys(configured).filter((role) => !used.has(role));
  // What is said first, then what is left to names.
  for (const role of byCertainty(used, configured)) {
    const said = Object.hasOwn(configured, role) ? configured[role] : undefined;
    const found = said === undefined ? guess(role, channels, [...roles.values()]) : named(channels, String(said));
    if (found !== null) roles.set(role, found);
    else if (said !== undefined) findings.error(unknown(role, String(said), channels));
    else {
      const taken = [...roles.values(), ...proposed];
      const example = (channels.find(({ id }) => !taken.includes(id)) ?? channels[0])?.id ?? "1";
      proposed.push(example);
      findings.error(unassigned(role, channels, { example, unread }));
    }
  }
  for (const role of unread) {
    const meant = nearestName(role, used);
    const isGuessed = meant !== null && roles.has(meant) && !Object.hasOwn(configured, meant);
    if (isGuessed) findings.warning(unused(role, meant));
  }
  const [any] = channels;
  return new Map([...used].flatMap((role) => [[role, roles.get(role) ?? any?.id ?? ""] as const]));
}

function byCertainty(used: ReadonlySet<string>, configured: ResolvedConfig["channelRoles"]): readonly string[] {
  const rank = (role: string) => (Object.hasOwn(configured, role) ? 0 : role === "nuclei" ? 1 : 2);
  return [...used].toSorted((a, b) => rank(a) - rank(b));
}

/** By key, or by name whatever its case. */
function named(channels: readonly ManifestChannel[], text: string): string | null {
  const [only, ...others] = channels.filter(({ name }) => name?.toLowerCase() === text.toLowerCase());
  return channelKey(channels, text) ?? (only === undefined || others.length > 0 ? null : only.id);
}

function guess(role: string, channels: readonly ManifestChannel[], taken: readonly string[]): string | null {
  const isNamed = (name: string) => name.toLowerCase() === role.toLowerCase();
  const fits = channels.filter((channel) => {
    const name = nameOf(channel);
    return name !== null && (role === "nuclei" ? DNA.test(name) : isNamed(name));
  });
  const left = channels.filter(({ id }) => !taken.includes(id));
  const isReporter = role === "reporter" && taken.length > 0 && channels.every((channel) => nameOf(channel) !== null);
  const candidates = fits.length === 0 && (channels.length === 1 || isReporter) ? left : fits;
  return candidates.length === 1 ? (candidates[0]?.id ?? null) : null;
}

/** Its name, else its key where that is a word: names of files may state channels by their stains. */
function nameOf({ id, name }: ManifestChannel): string | null {
  return name ?? (/^\d+$/.test(id) ? null : id);
}

function unassigned(
  role: string,
  channels: readonly ManifestChannel[],
  { example, unread }: { readonly example: string; readonly unread: readonly string[] },
): Finding {
  const meant = unread.find((name) => nearestHint(role, [name])?.startsWith("Did you mean"));
  const listed = channels
    .map(({ id, name }) => (name === null || name === id ? `'${id}'` : `'${id}' (${name})`))
    .join(", ");
  const said = unread.length === 0 ? "" : `; no step reads a role '${unread.join("', '")}'`;
  const say = `Say it with --channel ${role}=${example}, or 'channelRoles' in the configuration; the plate has ${listed}, which 'ohcs inspect PLATE --thumbnails FILE.png' shows${said}`;
  return {
    code: "CHANNEL_ROLE_UNASSIGNED",
    message: `Cannot find the channel of '${role}': the names of the plate's channels do not identify it`,
    where: { config: "channelRoles" },
    expected: null,
    got: null,
    hint: meant === undefined ? say : `'${meant}' is configured; did you mean '${role}'?`,
  };
}

function unused(role: string, meant: string): Finding {
  return {
    code: "CHANNEL_ROLE_UNUSED",
    message: `No step reads the channel of '${role}': the pipeline has no such role`,
    where: { config: `channelRoles.${role}` },
    hint: `Did you mean '${meant}'?`,
  };
}

function unknown(role: string, said: string, channels: readonly ManifestChannel[]): Finding {
  const names = channelNames(channels);
  return {
    code: "CHANNEL_UNKNOWN",
    message: `Cannot use channel '${said}' for '${role}': the plate has no such channel`,
    where: { config: `channelRoles.${role}` },
    expected: `one of '${names.join("', '")}'`,
    got: `'${said}'`,
    hint: nearestHint(said, names),
  };
}
