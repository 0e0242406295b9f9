import { parseUrl } from "./endpoint";
import { readLink, type WebLink } from "./link";

/** A link that the API may be asked to fetch an image from. */
export interface ImageLink extends WebLink {
  /** The last part of its path, or its host where there is none: what a chip says. */
  readonly name: string;
}

/** Why a link is not handed to the API. */
export type ImageLinkProblem =
  | "notALink"
  | "notHttps"
  /** A user name or a password stands in it. */
  | "credentials"
  /** Nobody but this network can reach it, and the API's servers fetch it. */
  | "private"
  | "tooLong";

export type ImageLinkResult =
  | { readonly ok: true; readonly link: ImageLink }
  | { readonly ok: false; readonly problem: ImageLinkProblem };

/** In UTF-16 units. */
const longestLink = 2_000;
const longestName = 80;

/** Reads what a person gave as a link to an image. Whether there is an image, only the API finds out. */
export function readImageLink(text: string): ImageLinkResult {
  const trimmed = text.trim();
  const fail = (problem: ImageLinkProblem): ImageLinkResult => ({ ok: false, problem });
  if (trimmed.length > longestLink) {
    return fail("tooLong");
  }
  const url = parseUrl(trimmed);
  if (url === undefined || url.hostname === "") {
    return fail("notALink");
  }
  if (url.protocol !== "https:") {
    return fail("notHttps");
  }
  if (url.username !== "" || url.password !== "") {
    return fail("credentials");
  }
  if (isPrivate(url.hostname)) {
    return fail("private");
  }
  const link = readLink(trimmed);
  if (link === undefined) {
    return fail("notALink");
  }
  // What a character becomes in an address may be three times as long.
  return link.url.length > longestLink ? fail("tooLong") : { ok: true, link: { ...link, name: nameOf(url) } };
}

function nameOf(url: URL): string {
  const last = url.pathname.split("/").findLast((part) => part !== "") ?? "";
  const name = decoded(last)
    .replace(/[\p{C}\p{Z}/\\]+/gu, " ")
    .trim();
  return name === "" ? url.host : name.slice(0, longestName);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Of a host as `URL` writes it: numeric addresses are in their plain form by then. */
function isPrivate(hostname: string): boolean {
  const host = hostname.replace(/\.$/, "");
  if (host.startsWith("[")) {
    // Global addresses begin with 2 or 3; 2002: and 2001:0: may stand for any address of the older kind.
    return !/^\[[23][0-9a-f]{3}:/.test(host) || /^\[(2002|2001:0?):/.test(host);
  }
  const numbers = /^(\d+)\.(\d+)\.\d+\.\d+$/.exec(host);
  return numbers === null
    ? !host.includes(".") || privateEnding.test(host)
    : isPrivateNumber(Number(numbers[1]), Number(numbers[2]));
}

const privateEnding =
  /\.(localhost|local|localdomain|internal|intranet|private|corp|home|lan|home\.arpa|test|invalid)$/;

function isPrivateNumber(first: number, second: number): boolean {
  return (
    [0, 10, 127].includes(first) ||
    first >= 224 ||
    (first === 100 && second >= 64 && second <= 127) ||
    (first === 169 && second === 254) ||
    (first === 172 && second >= 16 && second <= 31) ||
    (first === 192 && second === 168) ||
    (first === 198 && (second === 18 || second === 19))
  );
}
