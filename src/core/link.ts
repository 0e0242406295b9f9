import { parseUrl } from "./endpoint";

/** A web address, taken apart for a person to judge. */
export interface WebLink {
  /** As it would be opened. */
  readonly url: string;
  readonly host: string;
  /** Decoded for reading, but for what would hide a part of it or change its order. */
  readonly readable: string;
}

/** Reads an address of an answer; undefined for anything that is not plain http or https. */
export function readLink(href: string): WebLink | undefined {
  // Without the slashes a URL parser would make one out of nearly anything.
  const url = /^https?:\/\//i.test(href) ? parseUrl(href) : undefined;
  const isWeb = url?.protocol === "https:" || url?.protocol === "http:";
  return url !== undefined && isWeb && url.username === "" && url.password === ""
    ? { url: url.href, host: url.host, readable: decoded(url.href) }
    : undefined;
}

function decoded(url: string): string {
  try {
    return decodeURI(url).replace(/[\p{C}\p{Z}]/gu, (character) =>
      character === " " ? character : encodeURIComponent(character),
    );
  } catch {
    return url;
  }
}
