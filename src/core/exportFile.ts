import { beginning } from "./title";

/** How long the name of an exported file may be, in characters, without its ending. */
const longestName = 60;
/** Names that Windows keeps for devices, whatever their ending. */
const deviceName = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

/** A name for the file of a conversation, without its ending: its title with what some file system refuses left out. */
export function fileNameOf(title: string, fallback: string): string {
  const allowed = title.replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}"*/:<>?\\|]+/gu, " ").replace(/\s+/gu, " ");
  const clean = beginning(allowed.trimStart(), longestName).replace(/^[\s.]+|[\s.…]+$/gu, "");
  return clean === "" || deviceName.test(clean) ? fallback : clean;
}
