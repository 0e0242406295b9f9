import type { WebLink } from "./link";

const longestPath = 60;
const longestStep = 24;
const longestFragment = 32;

/** Letters, digits and hyphens between dots, ending in letters: a name, not a number, and all of it readable. */
const plainHost = /^(?=.{4,100}$)(?:[a-z\d](?:[a-z\d-]*[a-z\d])?\.)+[a-z]{2,}$/;

/**
 * The host of an address that can carry hardly anything out: https at its usual port, a host in plain letters, a short
 * path of words, no query. Undefined for every other, which is shown each time. What a host is called and the words of
 * a path still say something, so that a host is only ever allowed as a whole and by the person.
 */
export function plainHostOf({ url, host }: WebLink): string | undefined {
  const start = `https://${host}`;
  if (!plainHost.test(host) || /(?:^|\.)xn--/.test(host) || !url.startsWith(`${start}/`)) {
    return undefined;
  }
  const [path = "", fragment, ...more] = url.slice(start.length).split("#");
  const isPlainPath =
    path.length <= longestPath &&
    /^[\w.~/-]*$/.test(path) &&
    path.split("/").every((step) => step.length <= longestStep);
  const isPlainFragment =
    fragment === undefined || (fragment.length <= longestFragment && /^[a-z]*$/i.test(fragment));
  return isPlainPath && isPlainFragment && more.length === 0 ? host : undefined;
}

/** Whether an address may be opened unseen: a plain one, of exactly a host that the person has allowed. */
export function isAllowed(link: WebLink, allowedHosts: readonly unknown[]): boolean {
  const host = plainHostOf(link);
  return host !== undefined && allowedHosts.includes(host);
}
