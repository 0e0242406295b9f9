import type { Bracket } from "./languageBrackets";

/** How deep a bracket is, as the editor counts for its colours, or that it is without its partner. */
export type BracketLevel =
  | {
      /** Within how many pairs of any brackets. */
      readonly nested: number;
      /** Within how many pairs of the same brackets. */
      readonly nestedInSame: number;
    }
  | "unexpected";

/** So many pairs within each other are seen; a bracket that opens deeper than that is text. */
const mostNested = 150;

/** What a bracket turns out to be when all of the text is known. */
type Role =
  | { readonly type: "opens"; readonly isClosed: boolean; readonly isColoured: boolean }
  /** How many that were opened end here: the last of them closed, the others not. */
  | { readonly type: "closes"; readonly ended: number }
  | { readonly type: "unexpected" }
  | { readonly type: "text" };

/** The levels of the brackets of a text, in their order; undefined for one that is not coloured as a bracket. */
export function bracketLevels(brackets: readonly Bracket[]): readonly (BracketLevel | undefined)[] {
  const open: {
    readonly level: BracketLevel | undefined;
    readonly text: string;
    readonly isColoured: boolean;
  }[] = [];
  const depths = new Map<string, number>();
  const depthOf = (text: string): number => depths.get(text) ?? 0;
  let nested = 0;
  return rolesOf(brackets).map((role, index) => {
    const text = brackets[index]?.text ?? "";
    switch (role.type) {
      case "text":
        return undefined;
      case "unexpected":
        return "unexpected";
      case "opens": {
        const { isClosed, isColoured } = role;
        const coloured = { nested, nestedInSame: depthOf(text) };
        const level = !isColoured ? undefined : isClosed ? coloured : "unexpected";
        open.push({ level, text, isColoured });
        if (isColoured) {
          nested += 1;
          depths.set(text, depthOf(text) + 1);
        }
        return level;
      }
      case "closes": {
        const ended = open.splice(open.length - role.ended);
        for (const each of ended.filter(({ isColoured }) => isColoured)) {
          nested -= 1;
          depths.set(each.text, depthOf(each.text) - 1);
        }
        return ended[0]?.level;
      }
    }
  });
}

/** A bracket that closes belongs to the nearest one that it can close; what was opened since stays without partner. */
function rolesOf(brackets: readonly Bracket[]): readonly Role[] {
  const roles: Role[] = [];
  const open: number[] = [];
  for (const [index, bracket] of brackets.entries()) {
    const { closes, colours } = bracket;
    if (closes !== undefined) {
      const place = open.findLastIndex((opened) => {
        const other = brackets[opened];
        return other?.language === bracket.language && closes.has(other.text);
      });
      if (place === -1) {
        roles.push({ type: "unexpected" });
      } else {
        const [opened = 0, ...others] = open.splice(place);
        roles[opened] = {
          type: "opens",
          isClosed: true,
          isColoured: colours?.has(brackets[opened]?.text ?? "") === true,
        };
        roles.push({ type: "closes", ended: others.length + 1 });
      }
    } else if (open.length < mostNested) {
      open.push(index);
      roles.push({ type: "opens", isClosed: false, isColoured: true });
    } else {
      roles.push({ type: "text" });
    }
  }
  return roles;
}
