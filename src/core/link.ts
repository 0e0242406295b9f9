import { parseUrl } from "./endpoint";

/** A web address, taken apart for a person to judge. */
export interface WebLink {
  /** As it would be opened. */
  readonly url: string;
  readonly host: string;
}

/** Reads an address of an answer; undefined for anything that is not plain http or https. */
export function readLink(href: string): WebLink | undefined {
  // Without the slashes a URL parser would make one out of nearly anything.
  const url = /^https?:\/\//i.test(href) ? parseUrl(href) : undefined;
  const isWeb = url?.protocol === "https:" || url?.protocol === "http:";
  return url !== undefined && isWeb && url.username === "" && url.password === ""
    ? { url: url.href, host: url.host }
    : undefined;
}

/** Longer addresses are shown in lines, with their length. */
const longestInOneLine = 100;
const longestLine = 80;

/** Whether an address is so long that nobody sees at a glance what it carries. */
export function isLongLink({ url }: WebLink): boolean {
  return url.length > longestInOneLine;
}

/**
 * An address to be shown, decoded but for what divides it or would hide a part of it: a long one in lines, which begin
 * with its parts where they can.
 */
export function linkLines(link: WebLink): readonly string[] {
  const address = shown(link.url);
  return isLongLink(link)
    ? address.split(/(?=[?&#])/).flatMap((part) => part.match(new RegExp(`.{1,${longestLine}}`, "gu")) ?? [])
    : [address];
}

/** What may be encoded again in what was encoded; deeper than this nobody means it to be read. */
const deepest = 5;

/** Every part of an address that stands for another text than its lines show, as that text. */
export function decodedParts({ url }: WebLink): readonly string[] {
  const [beforeFragment = "", ...fragments] = url.split("#");
  const [address = "", ...queries] = beforeFragment.split("?");
  const path = address.replace(/^https?:\/\/[^/]*/, "");
  return [
    ...path.split("/").map((part) => [part, part]),
    // A plus is a space here, and nowhere else.
    ...queries
      .join("?")
      .split("&")
      .map((part) => [part, part.replaceAll("+", " ")]),
    ...fragments
      .join("#")
      .split("&")
      .map((part) => [part, part]),
  ].flatMap(([part = "", spaced = ""]) => {
    const text = visible(decoded(spaced, deepest, decodeURIComponent));
    return text === shown(part) ? [] : [text];
  });
}

function shown(address: string): string {
  return visible(decoded(address, 1, decodeURI));
}

/** With what would hide a part of it, or change its order, as it is in an address. */
function visible(text: string): string {
  return text.replace(hiding, (character) => (character === " " ? character : encodeURIComponent(character)));
}

const hiding = /[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]/gu;

/** One character each, so that what is malformed leaves the others decoded. */
const encodedCharacter =
  /%[0-7][\da-f]|%[cd][\da-f]%[89ab][\da-f]|%e[\da-f](?:%[89ab][\da-f]){2}|%f[0-7](?:%[89ab][\da-f]){3}/gi;

function decoded(text: string, depth: number, decode: (encoded: string) => string): string {
  const next = text.replace(encodedCharacter, (encoded) => {
    try {
      return decode(encoded);
    } catch {
      return encoded;
    }
  });
  return next === text || depth === 1 ? next : decoded(next, depth - 1, decode);
}
